/** Conversions from text to values. */
@org.springframework.modulith.NamedInterface("conversion")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.mapping.conversion;
