/** The request for a generated year: its size, its period and the faults to inject. */
@org.springframework.modulith.NamedInterface("request")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.request;
