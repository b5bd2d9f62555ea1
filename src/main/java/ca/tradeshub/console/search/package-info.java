/** The search of the console. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.search;
