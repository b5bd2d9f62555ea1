/** The three feeds: they send records, inject faults and record the expected results. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.feed;
