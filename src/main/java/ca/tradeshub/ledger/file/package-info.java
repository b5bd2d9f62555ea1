/** Files: the queue of files to process, the leases on them, and what becomes of each. */
@org.springframework.modulith.NamedInterface("file")
package ca.tradeshub.ledger.file;
