// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Feed;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Judges all records of applied files again, page by page in the order of their keys. */
@Component
class RecordPass {

    private static final int PAGE = 1_000;
    private static final String JUDGING = "judging";

    private static final String COUNT_RECORDS = "select coalesce(sum(records), 0) from effective_file";

    private final JdbcClient jdbc;
    private final RecordPages pages;

    RecordPass(JdbcClient jdbc, RecordPages pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    /**
     * Judges each page and gives it to {@code work}.
     *
     * @param transactions in which each page is judged and worked on
     * @param isLocked whether the records of a page are locked first, because {@code work} changes them
     * @return how many records were judged
     */
    long each(
            Rejudgement.Progress progress,
            TransactionOperations transactions,
            boolean isLocked,
            BiConsumer<Feed, RecordPages.Page> work) {
        long total = jdbc.sql(COUNT_RECORDS).query(Long.class).single();
        long done = 0;
        long judged = 0;
        for (Feed feed : Feed.values()) {
            for (Turn turn = turn(feed, "", transactions, isLocked, work);
                    turn != null;
                    turn = turn(feed, turn.last(), transactions, isLocked, work)) {
                done += turn.rows();
                judged += turn.judged();
                progress.report(JUDGING, done, Math.max(done, total));
            }
        }
        return judged;
    }

    /** Judges the page of records after a key; null when there are no more records. */
    private @Nullable Turn turn(
            Feed feed,
            String after,
            TransactionOperations transactions,
            boolean isLocked,
            BiConsumer<Feed, RecordPages.Page> work) {
        return transactions.execute(status -> {
            List<String> keys = pages.keysAfter(feed, after, PAGE);
            if (keys.isEmpty()) {
                return null;
            }
            if (isLocked) {
                pages.lock(feed, keys);
            }
            RecordPages.Page page = pages.read(feed, keys);
            work.accept(feed, page);
            return new Turn(
                    keys.get(keys.size() - 1),
                    page.rows(),
                    page.judgedAddresses().size());
        });
    }

    /** The result of one page: its last key, the number of its rows and of those judged. */
    private record Turn(String last, long rows, long judged) {}
}
