/** Which source wins, field by field, where the records of one person differ. */
@org.springframework.modulith.NamedInterface("survivorship")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.mapping.survivorship;
