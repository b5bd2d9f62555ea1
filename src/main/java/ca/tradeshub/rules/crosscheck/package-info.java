/** What the hub adds to its sources: rules on terms and, where one record can show them, across sources. */
package ca.tradeshub.rules.crosscheck;
