/** Opening compressed and encrypted files within bounds. */
@org.springframework.modulith.NamedInterface("unpack")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.unpack;
