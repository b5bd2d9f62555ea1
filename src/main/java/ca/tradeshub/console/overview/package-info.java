/** The overview: what needs attention, the balances, the queues, the files, and a guide while the demo is loaded. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.overview;
