/** The offline check of files, with the code the hub itself uses. */
@org.springframework.modulith.NamedInterface("check")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.check;
