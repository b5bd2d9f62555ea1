/** The offline check of files, with the code the hub itself uses. */
@org.springframework.modulith.NamedInterface("check")
package ca.tradeshub.intake.check;
