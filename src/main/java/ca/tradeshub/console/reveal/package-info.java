/** Shows personal values that are masked elsewhere, to an operator who gave a reason, for minutes. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.reveal;
