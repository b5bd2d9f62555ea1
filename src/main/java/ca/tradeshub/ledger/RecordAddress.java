package ca.tradeshub.ledger;

/**
 * A record's place in the ledger.
 *
 * @param fileId the ledger's id of the file
 * @param line line number in the decrypted, decompressed file
 */
public record RecordAddress(long fileId, int line) {}
