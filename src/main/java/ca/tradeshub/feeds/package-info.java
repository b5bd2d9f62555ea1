/** The outside's shapes: drop names, control files and the readers that turn a file's bytes into lines of raw text. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
package ca.tradeshub.feeds;
