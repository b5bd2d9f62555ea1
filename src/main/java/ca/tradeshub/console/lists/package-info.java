/** The lists of records, files and messages with their filters in the address, the pages of messages, and revealing. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.lists;
