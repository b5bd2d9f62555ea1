/** Identifiers and field formats: numbers, trade codes and dates as records carry them. */
package ca.tradeshub.rules.identifiers;
