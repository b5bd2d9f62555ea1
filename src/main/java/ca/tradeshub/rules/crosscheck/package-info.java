/** What the hub adds to its sources: rules on terms and, where one record can show them, across sources. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.rules.crosscheck;
