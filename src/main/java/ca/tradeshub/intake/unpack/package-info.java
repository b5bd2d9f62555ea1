/** Opening compressed and encrypted files within bounds. */
@org.springframework.modulith.NamedInterface("unpack")
package ca.tradeshub.intake.unpack;
