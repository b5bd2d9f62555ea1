// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of what a queue received about a key.
 *
 * @param message the message
 * @param inForce whether it is the one that the consumer had on the day of the history
 * @param changes what it changed; everything it says for the first version is new, so it lists nothing then
 * @param evidence the records it is based on
 * @param causes what came between the version before and this one, never empty
 */
public record KeyVersion(
        MessageRow message, boolean inForce, List<MessageChange> changes, List<Evidence> evidence, List<Cause> causes) {

    /** What leads to a version. */
    public enum CauseKind {
        /** A file took effect. */
        FILE,
        /** A resolution came into force. */
        RESOLUTION,
        /** A resolution was undone. */
        UNDONE,
        /** The key was re-evaluated under another rule set. */
        RULES,
        /** A file with a registration of another agreement of the person took effect. */
        OTHER_AGREEMENT,
        /** A file with a certificate of the person took effect. */
        CERTIFICATE,
        /** A file with pay for another claim of the person, or with a control file of the taxpayer, took effect. */
        OTHER_CLAIM,
        /** Nothing of the kind was found. */
        UNDETERMINED;

        /** Whether the cause is a file. */
        public boolean isFile() {
            return this == FILE || this == OTHER_AGREEMENT || this == CERTIFICATE || this == OTHER_CLAIM;
        }
    }

    /**
     * One cause of a version.
     *
     * @param id the file or the resolution, null for another rule set and without a known cause
     * @param exception the exception of the resolution, null for other causes
     * @param name the name of the file, the user of the resolution, or the rule set; null without a known cause
     * @param text the cause in words
     */
    public record Cause(
            CauseKind kind, @Nullable Long id, @Nullable Long exception, @Nullable String name, Text text) {}

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
