/** Reveals: a person sees the personal values of one record or message, with a reason, for minutes. */
@org.springframework.modulith.NamedInterface("reveal")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.explanation.reveal;
