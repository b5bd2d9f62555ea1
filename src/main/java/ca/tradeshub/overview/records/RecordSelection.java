// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.LinesInForce;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Conditions;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The records of a list as SQL: the tables that have them, and the conditions on their rows.
 *
 * @param filter what the reader of the list chose
 * @param addresses only the records at these addresses; null for all
 */
record RecordSelection(RecordFilter filter, @Nullable Collection<RecordAddress> addresses) {

    /** Whether a pay line is delivered: the message in force for its claim is based on it. */
    static final String IN_FORCE =
            """
            case when r.feed = 'P'
                 then coalesce((select (%s) @> p.line from pay_line p where p.file_id = r.file_id and p.line = r.line), false)
                 else false end"""
                    .formatted(LinesInForce.of("p.claim_key", "p.file_id"));

    private static final String ALL_FILES = "record r join effective_file f on f.id = r.file_id";

    /** The records of chosen files, in any order. */
    private static final String OF_FILES =
            """
            (select e.id, e.sender, e.file_order from effective_file e%s) f
              cross join lateral (select * from record one where one.file_id = f.id) r""";

    /**
     * The records of chosen files, file by file and line by line: OFFSET 0 makes the planner read no file before its rows
     * are wanted, and no more of its lines.
     */
    private static final String FILE_BY_FILE =
            """
            (select e.id, e.sender, e.file_order from effective_file e%1$s order by e.id%3$s offset 0) f
              cross join lateral (select r.* from record r%2$s order by r.line%3$s %4$s) r""";

    // A comparison of rows, (file_id, line) < (…), next to an equality of their first column gives rows of other files:
    // PostgreSQL 17 finds too many in the index.
    private static final String FOLLOWING = "r.line > case when f.id = :placeFile then :placeLine else 0 end";

    private static final String PRECEDING = "r.line < case when f.id = :placeFile then :placeLine else 2147483647 end";

    /** The balance has which files have records in a state, so that the others are not read. */
    private static final String WITH_STATE =
            "(select sum(d.records) from balance_delta d where d.file_id = e.id and d.state = :state) > 0";

    /** A rule's records: those whose state it decided, and those on which it has a finding. */
    private static final String OF_RULE =
            """
            (select n.file_id, n.line from finding n where n.rule = :rule
             union
             select d.file_id, d.line from record d where d.rule = :rule) found
              join record r on r.file_id = found.file_id and r.line = found.line
              join effective_file f on f.id = r.file_id""";

    private static final String OF_CLAIM =
            """
            (select p.file_id, p.line from pay_line p where %s) found
              join record r on r.file_id = found.file_id and r.line = found.line
              join effective_file f on f.id = r.file_id"""
                    .formatted(ClaimLines.of("p", ":claim"));

    private static final String AT_ADDRESSES =
            """
            unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join record r on r.file_id = w.file_id and r.line = w.line
              join effective_file f on f.id = r.file_id""";

    /** Those of the records that are in a state. */
    RecordSelection inState(RecordState state) {
        return new RecordSelection(
                new RecordFilter(
                        state,
                        filter.rule(),
                        filter.feed(),
                        filter.sender(),
                        filter.file(),
                        filter.key(),
                        filter.claim()),
                addresses);
    }

    /** Those of the records that are of a sender. */
    RecordSelection ofSender(String sender) {
        return new RecordSelection(
                new RecordFilter(
                        filter.state(),
                        filter.rule(),
                        filter.feed(),
                        sender,
                        filter.file(),
                        filter.key(),
                        filter.claim()),
                addresses);
    }

    /** Whether the records are found file by file; else they are few, or found by their rule. */
    boolean isByFile() {
        return addresses == null && filter.rule() == null && filter.key() == null && filter.claim() == null;
    }

    /** Whether the files are chosen, and all their records. */
    boolean isOfChosenFiles() {
        return isByFile() && filter.file() == null && (filter.state() != null || filter.sender() != null);
    }

    /**
     * The rows of chosen files in the order of file and line.
     *
     * @param direction the direction of the order
     * @param isBehindPlace whether only the rows behind {@code :placeFile} and {@code :placeLine}
     * @param limit how many rows of a file to read, as SQL
     */
    String fileByFile(String direction, boolean isBehindPlace, String limit) {
        Conditions files = files();
        Conditions rows = new Conditions().add("r.file_id = f.id");
        conditions().chosen().forEach(rows::add);
        if (isBehindPlace) {
            boolean isAscending = direction.isEmpty();
            files.add("e.id %s :placeFile".formatted(isAscending ? ">=" : "<="));
            rows.add(isAscending ? FOLLOWING : PRECEDING);
        }
        return FILE_BY_FILE.formatted(files.where(), rows.where(), direction, limit);
    }

    /** The tables: records as {@code r}, their files as {@code f}. */
    String tables() {
        if (addresses != null) {
            return AT_ADDRESSES;
        }
        if (filter.claim() != null) {
            return OF_CLAIM;
        }
        if (filter.rule() != null) {
            return OF_RULE;
        }
        return isOfChosenFiles() ? OF_FILES.formatted(files().where()) : ALL_FILES;
    }

    private Conditions files() {
        Conditions conditions = new Conditions()
                .add("e.sender = :sender", "sender", filter.sender())
                .add(
                        "e.feed = :feedName",
                        "feedName",
                        filter.feed() == null ? null : filter.feed().wireName());
        return filter.state() == null
                ? conditions
                : conditions.add(WITH_STATE).with("state", filter.state().name());
    }

    /** The conditions, with the values that the tables name. */
    Conditions conditions() {
        Conditions conditions = new Conditions()
                .add(
                        "r.feed = cast(:feed as char)",
                        "feed",
                        filter.feed() == null ? null : "" + filter.feed().letter())
                .add("r.file_id = :file", "file", filter.file())
                .add("r.record_key = :key", "key", filter.key());
        if (isOfChosenFiles()) {
            files().parameters().forEach(conditions::with);
        } else {
            conditions.add("f.sender = :sender", "sender", filter.sender());
        }
        if (addresses != null) {
            RecordAddress.columns(addresses).forEach(conditions::with);
        }
        if (filter.claim() != null) {
            conditions.with("claim", filter.claim());
        }
        if (filter.rule() != null) {
            conditions.with("rule", filter.rule());
            if (filter.claim() != null) {
                conditions.add("r.rule = :rule");
            }
        }
        return filter.state() == null ? conditions : inState(conditions, filter.state());
    }

    private static Conditions inState(Conditions conditions, RecordState state) {
        return switch (state) {
            case DELIVERED ->
                conditions.add("(r.state = 'DELIVERED' or r.state = 'PENDING' and %s)".formatted(IN_FORCE));
            case PENDING -> conditions.add("r.state = 'PENDING' and not (%s)".formatted(IN_FORCE));
            default -> conditions.add("r.state = :state", "state", state.name());
        };
    }
}
