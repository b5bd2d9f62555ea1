/** The lines of the three feeds, each with its exact place in the file; fields stay the sender's raw text. */
@org.springframework.modulith.NamedInterface("line")
package ca.tradeshub.feeds.line;
