/** Conversions from text to values. */
@org.springframework.modulith.NamedInterface("conversion")
package ca.tradeshub.mapping.conversion;
