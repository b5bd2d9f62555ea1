/** What a user typed into a form whose session had ended, kept for the page of the form. */
@org.springframework.modulith.NamedInterface("typed")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.typed;
