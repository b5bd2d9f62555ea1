/** Identifiers and field formats: numbers, trade codes and dates as records carry them. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.identifiers;
