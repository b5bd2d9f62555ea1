/** Drop folders on their servers, and the files in them. */
@org.springframework.modulith.NamedInterface("source")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.source;
