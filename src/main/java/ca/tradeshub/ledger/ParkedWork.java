package ca.tradeshub.ledger;

import java.time.Instant;

/**
 * Work of ours that failed for good and waits for an operator.
 *
 * @param id the ledger's id
 * @param step the route that gave up
 * @param reference what it worked on, for example {@code file:17} or {@code queue:registry.certification}
 * @param cause why it gave up, without personal data
 * @param parkedAt when
 */
public record ParkedWork(long id, String step, String reference, String cause, Instant parkedAt) {

    private static final String FILE = "file:";

    /** The reference of a file's work. */
    public static String referenceTo(long fileId) {
        return FILE + fileId;
    }

    /** The file the work is about, null when it is about something else. */
    public Long fileId() {
        return reference.matches(FILE + "\\d{1,18}") ? Long.valueOf(reference.substring(FILE.length())) : null;
    }
}
