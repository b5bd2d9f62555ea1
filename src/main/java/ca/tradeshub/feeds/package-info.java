/**
 * The outside's shapes and their readers: file names, headers, trailers, control files and the lines of the three
 * feeds, each with its exact place in the file. Fields stay the sender's raw text; what the text means is the mapping's
 * business. What is wrong with a file is a value ({@link ca.tradeshub.canonical.FileRefusal}, {@link
 * ca.tradeshub.feeds.UnreadableLine}); exceptions are for failing input streams only.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
package ca.tradeshub.feeds;
