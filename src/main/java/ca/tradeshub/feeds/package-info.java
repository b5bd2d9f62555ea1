/**
 * The formats of the senders and their readers: file names, headers, trailers, control files and the lines of the three
 * feeds, each with its exact place in the file. Fields stay the sender's raw text; the mapping sheets give them meaning.
 * A refusal of a file is a value; exceptions are for failing input streams only.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "canonical :: *", "protection"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.feeds;
