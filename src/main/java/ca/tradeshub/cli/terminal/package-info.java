/** What commands print: results as text, progress and terminal control. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.cli.terminal;
