/** The files of the command {@code match}: persons read from CSV, and pairs written as CSV. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.cli.match;
