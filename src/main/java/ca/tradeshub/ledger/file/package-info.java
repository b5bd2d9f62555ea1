/** Files: landing, pairing, the queue of files to process and the leases on them. */
@org.springframework.modulith.NamedInterface("file")
package ca.tradeshub.ledger.file;
