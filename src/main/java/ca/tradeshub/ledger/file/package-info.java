/** Files: the queue of files to process, the leases on them, and what becomes of each. */
@org.springframework.modulith.NamedInterface("file")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.file;
