// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;

/**
 * What an exception is about, in the form of the column {@code subject}: a record, a key that occurs twice in a file, or the
 * key of a decision.
 *
 * @param text the form of the column
 */
public record ExceptionSubject(String text) {

    private static final String OF_RECORD = "record:";

    /** A record on its own. */
    public static ExceptionSubject of(RecordAddress record) {
        return new ExceptionSubject(OF_RECORD + record.fileId() + ":" + record.line());
    }

    /** The key of a decision. */
    public static ExceptionSubject ofKey(String recordKey) {
        return new ExceptionSubject(recordKey);
    }

    /** Whether a text is the subject of a record on its own. */
    static boolean isOfRecord(String text) {
        return text.startsWith(OF_RECORD);
    }

    /** Whether a text is the key of a claim: employer, agreement and year. */
    static boolean isOfClaim(String text) {
        return !isOfRecord(text) && text.chars().filter(c -> c == '/').count() == 2;
    }

    /** The key that persons see: without the feed, and with the number of a person masked up to its end. */
    public static String shown(String subject, String stable) {
        if (isOfRecord(subject) || subject.startsWith("file:")) {
            return stable.substring(stable.indexOf(' ') + 1);
        }
        return Masking.recordKey(stable);
    }

    /** The SQL expression that gives the subject of a record, as {@link #of(RecordAddress)} does. */
    static String ofRecord(String fileId, String line) {
        return "'record:' || %s || ':' || %s".formatted(fileId, line);
    }

    /** The SQL expression for a record of the table named so, without the id of its file: its feed and key. */
    static String stableOfRecord(String record) {
        return "%1$s.feed || ' ' || coalesce(%1$s.record_key, '')".formatted(record);
    }

    /** The SQL expression that gives the subject of a key that occurs twice in a file. */
    static String ofRepeatedKey(String fileId, String firstLine) {
        return "'file:' || %s || ':line:' || %s".formatted(fileId, firstLine);
    }
}
