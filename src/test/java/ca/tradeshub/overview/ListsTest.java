// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.exceptions.ExceptionFilter;
import ca.tradeshub.overview.exceptions.ExceptionList;
import ca.tradeshub.overview.exceptions.ExceptionOrder;
import ca.tradeshub.overview.exceptions.ExceptionRow;
import ca.tradeshub.overview.files.FileFilter;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.messages.MessageFilter;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageOrder;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.messages.MessageStatus;
import ca.tradeshub.overview.records.RecordFilter;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of records, files and messages over the demo. */
class ListsTest {

    private static HubSteps demo;
    private static RecordList records;
    private static LandedFiles files;
    private static MessageList messages;

    @BeforeAll
    static void the_demo() throws IOException {
        demo = DemoLedger.load();
        DemoLedger.land(demo, Path.of("fixtures/demo/2-corrections"));
        records = demo.bean(RecordList.class);
        files = demo.bean(LandedFiles.class);
        messages = demo.bean(MessageList.class);
    }

    @AfterAll
    static void close() throws IOException {
        demo.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_record_is_reached_once_page_by_page_in_every_order(RecordOrder order) {
        List<RecordRow> reached = all(after -> records.slice(RecordFilter.ALL, order, after, 7), 3);

        long stored = demo.jdbc()
                .sql("select count(*) from record r join effective_file f on f.id = r.file_id")
                .query(Long.class)
                .single();
        assertThat(new HashSet<>(reached.stream().map(RecordRow::id).toList())).hasSize((int) stored);
        assertThat(reached).hasSize((int) stored);
        assertThat(records.total(RecordFilter.ALL)).contains(stored);
        List<RecordRow> downloaded = new ArrayList<>();
        records.forEach(RecordFilter.ALL, order, false, downloaded::add);
        assertThat(downloaded).isEqualTo(reached);
    }

    @ParameterizedTest
    @EnumSource
    void a_list_of_a_state_has_the_records_that_the_balance_counts(RecordState state) {
        for (Feed feed : Feed.values()) {
            RecordFilter filter = new RecordFilter(state, null, feed, null, null, null, null);

            List<RecordRow> reached = all(after -> records.slice(filter, RecordOrder.NEWEST, after, 5), 0);

            assertThat(reached).allMatch(row -> row.state() == state && row.feed() == feed);
            assertThat(records.total(filter)).contains((long) reached.size());
            assertThat(reached)
                    .hasSize(demo.jdbc()
                            .sql(
                                    """
                            select count(*) from effective_file f, states_of_file(f.id) s
                             where s.state = :state and f.feed = :feed
                            """)
                            .param("state", state.name())
                            .param("feed", feed.wireName())
                            .query(Integer.class)
                            .single());
        }
    }

    @Test
    void a_list_of_a_rule_has_the_records_it_decided_and_those_it_has_findings_on() {
        List<String> rules = demo.jdbc()
                .sql("select distinct rule from finding union select distinct rule from record where rule is not null")
                .query(String.class)
                .list();
        assertThat(rules).hasSizeGreaterThan(3);
        for (String rule : rules) {
            List<RecordRow> reached = all(
                    after -> records.slice(
                            new RecordFilter(null, rule, null, null, null, null, null), RecordOrder.OLDEST, after, 4),
                    0);
            assertThat(reached)
                    .hasSize(demo.jdbc()
                            .sql(
                                    """
                            select count(*) from record r join effective_file f on f.id = r.file_id
                             where r.rule = :rule
                                or exists (select from finding n
                                            where n.file_id = r.file_id and n.line = r.line and n.rule = :rule)
                            """)
                            .param("rule", rule)
                            .query(Integer.class)
                            .single());
        }
    }

    @Test
    void filters_of_file_sender_key_and_claim_are_combined() {
        RecordRow line = records.slice(
                        new RecordFilter(RecordState.DELIVERED, null, Feed.PAYROLL, null, null, null, null),
                        RecordOrder.NEWEST,
                        null,
                        1)
                .rows()
                .get(0);
        assertThat(records.slice(
                                new RecordFilter(
                                        line.state(),
                                        null,
                                        line.feed(),
                                        line.sender(),
                                        line.fileId(),
                                        line.key(),
                                        null),
                                RecordOrder.KEY,
                                null,
                                5)
                        .rows())
                .containsExactly(line);
        String claim = demo.jdbc()
                .sql("select claim_key from pay_line where file_id = :f and line = :l")
                .param("f", line.fileId())
                .param("l", line.line())
                .query(String.class)
                .single();
        assertThat(all(
                        after -> records.slice(
                                new RecordFilter(null, null, null, null, null, null, claim),
                                RecordOrder.OLDEST,
                                after,
                                5),
                        0))
                .contains(line)
                .allMatch(row -> row.feed() == Feed.PAYROLL);
        assertThat(records.senders()).contains("employment-ontario", "legacy-college", "payroll-maple");
    }

    @Test
    void a_wrong_place_is_refused() {
        for (String after : List.of("x", "1", "1:", "1:2:3", "'", "", "999999:1")) {
            assertThatThrownBy(() -> records.slice(RecordFilter.ALL, RecordOrder.NEWEST, after, 5))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> files.slice(FileFilter.ALL, FileOrder.NEWEST, "x", 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> messages.slice(MessageFilter.ALL, MessageOrder.NEWEST, "x", 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files.slice(FileFilter.ALL, FileOrder.NEWEST, "999999", 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void every_file_is_reached_once_in_every_order(FileOrder order) {
        List<FileRow> reached = all(after -> files.slice(FileFilter.ALL, order, after, 2), 3);

        assertThat(reached.stream().map(FileRow::id)).doesNotHaveDuplicates();
        assertThat((long) reached.size()).isEqualTo(files.total(FileFilter.ALL));
        assertThat(reached.stream().map(FileRow::status)).contains("ACCEPTED", "ACCEPTED_IN_PART", "REFUSED");
        List<FileRow> downloaded = new ArrayList<>();
        files.forEach(FileFilter.ALL, order, false, downloaded::add);
        assertThat(downloaded).isEqualTo(reached);
    }

    @Test
    void files_are_filtered_by_status_sender_feed_name_and_open_records() {
        List<FileRow> every = all(after -> files.slice(FileFilter.ALL, FileOrder.NEWEST, after, 50), 0);
        for (String status : List.of("ACCEPTED", "ACCEPTED_IN_PART", "REFUSED")) {
            assertThat(files.slice(new FileFilter(null, null, status, null, null, false), FileOrder.NEWEST, null, 50)
                            .rows())
                    .isNotEmpty()
                    .isEqualTo(every.stream()
                            .filter(file -> file.status().equals(status))
                            .toList());
        }
        assertThat(files.slice(new FileFilter(null, null, null, null, null, true), FileOrder.NEWEST, null, 50)
                        .rows())
                .isNotEmpty()
                .isEqualTo(every.stream()
                        .filter(file ->
                                file.balance() != null && !file.balance().isClosed())
                        .toList());
        assertThat(files.slice(
                                new FileFilter("employment-ontario", Feed.REGISTRATIONS, null, null, "REG_", false),
                                FileOrder.NAME,
                                null,
                                50)
                        .rows())
                .isNotEmpty()
                .allMatch(
                        file -> file.name().startsWith("REG_") && file.sender().equals("employment-ontario"));
        assertThat(files.total(new FileFilter(null, null, null, null, "REG%", false)))
                .as("a percent sign is a character of a name")
                .isZero();
    }

    @Test
    void every_message_is_reached_once_and_filters_are_by_status() {
        List<MessageRow> newest = all(after -> messages.slice(MessageFilter.ALL, MessageOrder.NEWEST, after, 3), 2);
        List<MessageRow> oldest = new ArrayList<>();
        messages.forEach(MessageFilter.ALL, MessageOrder.OLDEST, false, oldest::add);

        long stored = demo.jdbc()
                .sql("select count(*) from message")
                .query(Long.class)
                .single();
        assertThat(newest).hasSize((int) stored).doesNotHaveDuplicates();
        assertThat(oldest).hasSameElementsAs(newest).first().isEqualTo(newest.get(newest.size() - 1));
        for (MessageStatus status : MessageStatus.values()) {
            assertThat(messages.slice(new MessageFilter(null, null, status, null), MessageOrder.NEWEST, null, 500)
                            .rows())
                    .as(status.name())
                    .isEqualTo(newest.stream()
                            .filter(row -> row.status() == status)
                            .toList());
        }
        MessageRow some = newest.get(0);
        assertThat(messages.slice(
                                new MessageFilter(some.queue(), some.kind(), some.status(), null),
                                MessageOrder.NEWEST,
                                null,
                                1)
                        .rows())
                .containsExactly(some);
        assertThat(messages.find(some.messageId())).contains(some);
    }

    @ParameterizedTest
    @EnumSource
    void records_are_read_back_to_the_beginning_in_both_directions_of_every_order(RecordOrder order) {
        for (boolean isReversed : List.of(false, true)) {
            List<RecordRow> whole = new ArrayList<>();
            records.forEach(RecordFilter.ALL, order, isReversed, whole::add);
            readsBack(
                    order,
                    isReversed,
                    whole,
                    row -> place(order, row),
                    request -> records.slice(RecordFilter.ALL, request));
        }
    }

    @ParameterizedTest
    @EnumSource
    void files_are_read_back_to_the_beginning_in_both_directions_of_every_order(FileOrder order) {
        for (boolean isReversed : List.of(false, true)) {
            List<FileRow> whole = new ArrayList<>();
            files.forEach(FileFilter.ALL, order, isReversed, whole::add);
            readsBack(
                    order,
                    isReversed,
                    whole,
                    file -> Long.toString(file.id()),
                    request -> files.slice(FileFilter.ALL, request));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messages_are_read_back_to_the_beginning_in_both_directions_of_every_order(MessageOrder order) {
        for (boolean isReversed : List.of(false, true)) {
            List<MessageRow> whole = new ArrayList<>();
            messages.forEach(MessageFilter.ALL, order, isReversed, whole::add);
            readsBack(
                    order,
                    isReversed,
                    whole,
                    row -> order == MessageOrder.STATUS ? row.status() + ":" + row.messageId() : row.messageId(),
                    request -> messages.slice(MessageFilter.ALL, request));
        }
    }

    @ParameterizedTest
    @EnumSource
    void exceptions_are_read_back_to_the_beginning_in_both_directions_of_every_order(ExceptionOrder order) {
        ExceptionFilter all = new ExceptionFilter(null, List.of(), null, false, null, null, null);
        ExceptionList exceptions = demo.bean(ExceptionList.class);
        for (boolean isReversed : List.of(false, true)) {
            List<ExceptionRow> whole = new ArrayList<>();
            exceptions.forEach(all, order, isReversed, whole::add);
            readsBack(
                    order,
                    isReversed,
                    whole,
                    row -> Long.toString(row.id()),
                    request -> exceptions.slice(all, request));
        }
    }

    /** Reads a list to its end in parts of two rows, and from there back: the parts are the same and end at the beginning. */
    private static <O, T> void readsBack(
            O order,
            boolean isReversed,
            List<T> whole,
            Function<T, String> place,
            Function<SliceRequest<O>, Slice<T>> read) {
        assertThat(whole).hasSizeGreaterThan(1);
        List<T> reached = new ArrayList<>();
        String before = null;
        Slice<T> slice = read.apply(new SliceRequest<>(order, isReversed, null, false, 2));
        assertThat(slice.previous()).isNull();
        reached.addAll(slice.rows());
        while (slice.next() != null) {
            slice = read.apply(new SliceRequest<>(order, isReversed, slice.next(), false, 2));
            reached.addAll(slice.rows());
        }
        assertThat(reached).isEqualTo(whole);
        List<T> back = new ArrayList<>(slice.rows());
        while ((before = slice.previous()) != null) {
            slice = read.apply(new SliceRequest<>(order, isReversed, before, true, 2));
            assertThat(slice.next())
                    .isEqualTo(place.apply(slice.rows().get(slice.rows().size() - 1)));
            back.addAll(0, slice.rows());
        }
        assertThat(back).isEqualTo(whole);
    }

    private static String place(RecordOrder order, RecordRow row) {
        return order == RecordOrder.STATE ? row.state() + ":" + row.id() : row.id();
    }

    /** All rows of a list, page by page. */
    private static <T> List<T> all(Function<String, Slice<T>> pages, int atLeast) {
        List<T> rows = new ArrayList<>();
        String after = null;
        int read = 0;
        do {
            Slice<T> slice = pages.apply(after);
            rows.addAll(slice.rows());
            after = slice.next();
            read++;
        } while (after != null);
        assertThat(read).isGreaterThanOrEqualTo(atLeast);
        return rows;
    }
}
