/** The request for a generated year: its size, its period and the faults to inject. */
@org.springframework.modulith.NamedInterface("request")
package ca.tradeshub.generator.request;
