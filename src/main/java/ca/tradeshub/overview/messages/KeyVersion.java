// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import java.util.List;

/**
 * A version of what a queue received about a key.
 *
 * @param message the message
 * @param inForce whether it is the one that the consumer had on the day of the history
 * @param changes what it changed; everything it says for the first version is new, so it lists nothing then
 * @param evidence the records it is based on
 */
public record KeyVersion(MessageRow message, boolean inForce, List<MessageChange> changes, List<Evidence> evidence) {

    /**
     * The records of one file that a message is based on.
     *
     * @param fileId the ledger's id of the file
     * @param file its name
     * @param sha256 digest of the decrypted, decompressed file
     * @param lines the lines
     */
    public record Evidence(long fileId, String file, String sha256, List<Integer> lines) {}
}
