/** Reading a landed file: lines mapped, judged and handed on in batches. */
@org.springframework.modulith.NamedInterface("reading")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.reading;
