/** The lines of the three feeds, each with its exact place in the file; fields stay the sender's raw text. */
@org.springframework.modulith.NamedInterface("line")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.feeds.line;
