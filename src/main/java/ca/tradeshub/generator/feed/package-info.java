/** The three feeds: they send records, inject faults and record the expected results. */
package ca.tradeshub.generator.feed;
