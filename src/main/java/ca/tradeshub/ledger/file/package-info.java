/** Files: the queue of files to process, the leases on them, and the outcome of each file. */
@org.springframework.modulith.NamedInterface("file")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.file;
