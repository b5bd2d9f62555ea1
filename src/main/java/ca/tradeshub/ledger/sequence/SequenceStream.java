// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.file.FileLease;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The files that share a sequence: those of one sender and feed, in payroll of one employer, and of one year when the
 * sender's sequence restarts each January.
 *
 * @param sender the sender's name
 * @param feed the feed
 * @param employerBn9 the employer's nine digits of payroll files, else empty
 * @param year the year, 0 for a sequence that never restarts
 */
public record SequenceStream(String sender, Feed feed, String employerBn9, int year) {

    /** A year's part of {@code file.file_order}. */
    private static final long YEAR = 1_000_000_000L;

    private static final Pattern TEXT =
            Pattern.compile("([a-z0-9][a-z0-9-]*)/(registrations|certificates|payroll)(?:/(\\d{9}))?(?:/(\\d{4}))?");

    /** The stream of a file in the hands of a worker. */
    public static SequenceStream of(FileLease lease) {
        return new SequenceStream(lease.sender(), lease.feed(), lease.employerBn9(), (int) (lease.order() / YEAR));
    }

    /** The stream that a text names, as {@link #toString} writes it; empty when it names none. */
    public static Optional<SequenceStream> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Feed feed = Feed.ofWireName(matcher.group(2));
        String employer = matcher.group(3) == null ? "" : matcher.group(3);
        if (employer.isEmpty() == (feed == Feed.PAYROLL)) {
            return Optional.empty();
        }
        int year = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        return Optional.of(new SequenceStream(matcher.group(1), feed, employer, year));
    }

    /** A statement on this stream, with its parameters {@code sender}, {@code feed}, {@code employer} and {@code year}. */
    JdbcClient.StatementSpec sql(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql)
                .param("sender", sender)
                .param("feed", feed.wireName())
                .param("employer", employerBn9)
                .param("year", year);
    }

    /** The part of the lock on the application of files that covers this stream. */
    String applyLock() {
        return feed.wireName() + "/" + employerBn9;
    }

    /** The sender, the feed, and where there are any the employer and the year: {@code payroll-maple/payroll/123026635}. */
    @Override
    public String toString() {
        return sender + "/" + feed.wireName() + (employerBn9.isEmpty() ? "" : "/" + employerBn9)
                + (year == 0 ? "" : "/" + year);
    }
}
