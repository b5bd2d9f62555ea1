// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

import ca.tradeshub.canonical.Text;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work of ours that failed for good and waits for an operator.
 *
 * @param id the ledger's id
 * @param step the route that gave up
 * @param reference what it worked on, for example {@code file:17} or {@code queue:registry.certification}
 * @param cause why it gave up, without personal data
 * @param parkedAt when
 */
public record ParkedWork(long id, String step, String reference, Text cause, Instant parkedAt) {

    private static final String FILE = "file:";
    /** A decision whose message would not follow its contract. */
    public static final String DECISION = "decision:";

    private static final String ACKNOWLEDGEMENT = "acknowledgement:";

    /** The reference of a file's work. */
    public static String referenceTo(long fileId) {
        return FILE + fileId;
    }

    /** The file a reference names, if it names one. */
    public static Optional<Long> fileIdOf(String reference) {
        return reference.matches(FILE + "\\d{1,18}")
                ? Optional.of(Long.valueOf(reference.substring(FILE.length())))
                : Optional.empty();
    }

    /** The file the work is about, null when it is about something else. */
    public @Nullable Long fileId() {
        return fileIdOf(reference).orElse(null);
    }

    /**
     * Whether the work is tried again when it is released. A rejected acknowledgement is not: its text is not kept, and
     * the consumer must send another one. Neither is a decision without a message: its key is decided again with its next
     * record or by a re-evaluation.
     */
    public boolean isRetried() {
        return !reference.startsWith(ACKNOWLEDGEMENT) && !reference.startsWith(DECISION);
    }
}
