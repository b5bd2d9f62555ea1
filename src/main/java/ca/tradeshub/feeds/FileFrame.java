// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.feeds.line.CertificateLine;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the header and trailer of a file with records that are returned to their sender in the sender's own layout;
 * the readers do the reverse. The caller passes every record between head and tail to {@link #add}, so that the tail
 * contains the totals.
 */
public abstract sealed class FileFrame {

    private final String terminator;

    private FileFrame(String terminator) {
        this.terminator = terminator;
    }

    /**
     * Header and trailer of registrations (interface agreements, section 1.1).
     *
     * @param as the name under which they are sent
     * @param sender who sends them
     * @param created the header's time
     * @param hours the hours they credit together
     * @param terminator what ends each line
     */
    public static FileFrame registrations(
            SenderFileName as, @Nullable String sender, OffsetDateTime created, BigDecimal hours, String terminator) {
        return new Registrations(as, sender, created, hours, terminator);
    }

    /**
     * Header and trailer of certificates (interface agreements, section 1.2).
     *
     * @param as the name under which they are sent
     * @param terminator what ends each line
     */
    public static FileFrame certificates(SenderFileName as, String terminator) {
        return new Certificates(as, terminator);
    }

    /**
     * The column row of payroll (interface agreements, section 1.3).
     *
     * @param columnRow the row as the sender wrote it, without its terminator
     * @param terminator what ends each line
     */
    public static FileFrame payroll(byte[] columnRow, String terminator) {
        return new Payroll(columnRow, terminator);
    }

    /** What comes before the records. */
    public abstract byte[] head();

    /**
     * Counts a record in.
     *
     * @param record its bytes, without terminator
     */
    public abstract void add(byte[] record);

    /** What comes after the records that were added. */
    public abstract byte[] tail();

    /** What ends each line. */
    public byte[] terminator() {
        return ascii(terminator);
    }

    final byte[] line(String text) {
        return ascii(text + terminator);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Registrations extends FileFrame {

        private final SenderFileName as;
        private final @Nullable String sender;
        private final OffsetDateTime created;
        private final BigDecimal hours;
        private int records;

        Registrations(
                SenderFileName as,
                @Nullable String sender,
                OffsetDateTime created,
                BigDecimal hours,
                String terminator) {
            super(terminator);
            this.as = as;
            this.sender = sender;
            this.created = created;
            this.hours = hours;
        }

        @Override
        public byte[] head() {
            return json(JsonNodeFactory.instance
                    .objectNode()
                    .put("record", "header")
                    .put("feed", Feed.REGISTRATIONS.wireName())
                    .put("version", "1")
                    .put("sender", sender)
                    .put("sequence", as.sequence())
                    .put("created", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created)));
        }

        @Override
        public void add(byte[] record) {
            records++;
        }

        @Override
        public byte[] tail() {
            return json(JsonNodeFactory.instance
                    .objectNode()
                    .put("record", "trailer")
                    .put("records", records)
                    .put("hoursCredited", hours.setScale(2).toPlainString()));
        }

        private byte[] json(ObjectNode line) {
            return line(line.toString());
        }
    }

    private static final class Certificates extends FileFrame {

        private static final long MODULUS = 1_000_000_000_000L;

        private final SenderFileName as;
        private int records;
        private long memberNumbers;

        Certificates(SenderFileName as, String terminator) {
            super(terminator);
            this.as = as;
        }

        @Override
        public byte[] head() {
            return line(padded("HDROCOTCERT"
                    + as.date().format(DateTimeFormatter.BASIC_ISO_DATE)
                    + String.format(Locale.ROOT, "%06d", as.sequence())));
        }

        @Override
        public void add(byte[] record) {
            records++;
            memberNumbers += memberNumber(record);
        }

        @Override
        public byte[] tail() {
            return line(padded(String.format(Locale.ROOT, "TRL%09d%012d", records, memberNumbers % MODULUS)));
        }

        /** An unreadable number adds 0 to the total: the sender who corrects the number also corrects the trailer. */
        private static long memberNumber(byte[] record) {
            long number = 0;
            for (int i = 3; i < 11; i++) {
                if (i >= record.length || record[i] < '0' || record[i] > '9') {
                    return 0;
                }
                number = number * 10 + record[i] - '0';
            }
            return number;
        }

        private static String padded(String text) {
            return text + " ".repeat(CertificateLine.WIDTH - text.length());
        }
    }

    private static final class Payroll extends FileFrame {

        private final byte[] columnRow;

        Payroll(byte[] columnRow, String terminator) {
            super(terminator);
            this.columnRow = columnRow.clone();
        }

        @Override
        public byte[] head() {
            byte[] end = terminator();
            byte[] head = Arrays.copyOf(columnRow, columnRow.length + end.length);
            System.arraycopy(end, 0, head, columnRow.length, end.length);
            return head;
        }

        @Override
        public void add(byte[] record) {
            // The control file contains the count and the total.
        }

        @Override
        public byte[] tail() {
            return new byte[0];
        }
    }
}
