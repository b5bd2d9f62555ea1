// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
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
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists with many equal values, walked in parts of few rows in each order, are what a sort of all rows is. */
class ListOrdersTest {

    private static final int ROWS_OF_A_PART = 7;

    private static final LedgerOfManyRows LEDGER = new LedgerOfManyRows(1200, 8, 60, 5);

    private static HubSteps hub;
    private static RecordList records;
    private static LandedFiles files;
    private static MessageList messages;

    @BeforeAll
    static void a_ledger_with_many_equal_values() throws IOException {
        hub = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500);
        LEDGER.write(hub);
        records = hub.bean(RecordList.class);
        files = hub.bean(LandedFiles.class);
        messages = hub.bean(MessageList.class);
    }

    @AfterAll
    static void close() throws IOException {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void records(RecordOrder order) {
        List<RecordRow> all = sorted(order, everyRecord());
        assertThat(all.stream().map(RecordRow::state).distinct()).hasSize(RecordState.values().length);
        isWalked(order, all, request -> records.slice(RecordFilter.ALL, request));
        for (boolean isReversed : List.of(false, true)) {
            List<RecordRow> downloaded = new ArrayList<>();
            records.forEach(RecordFilter.ALL, order, isReversed, downloaded::add);
            assertThat(downloaded).isEqualTo(inDirection(all, isReversed));
        }
    }

    @ParameterizedTest
    @EnumSource
    void chosen_records(RecordOrder order) {
        List<RecordFilter> filters = List.of(
                new RecordFilter(RecordState.HELD, null, null, null, null, null, null),
                new RecordFilter(null, null, Feed.PAYROLL, "office-1", null, null, null),
                new RecordFilter(RecordState.DELIVERED, null, null, "sender-002", null, null, null),
                new RecordFilter(null, null, null, null, 3L, null, null));
        for (RecordFilter filter : filters) {
            List<RecordRow> chosen = sorted(
                    order,
                    everyRecord().stream()
                            .filter(row -> filter.state() == null || row.state() == filter.state())
                            .filter(row -> filter.feed() == null || row.feed() == filter.feed())
                            .filter(row ->
                                    filter.sender() == null || row.sender().equals(filter.sender()))
                            .filter(row -> filter.file() == null || row.fileId() == filter.file())
                            .toList());
            isWalked(order, chosen, request -> records.slice(filter, request));
        }
        List<RecordRow> ofRule = sorted(
                order,
                everyRecord().stream()
                        .filter(row -> "ATTC-27".equals(row.rule()))
                        .toList());
        assertThat(ofRule.stream().map(RecordRow::sender).distinct()).hasSizeGreaterThan(2);
        isWalked(
                order,
                ofRule,
                request -> records.slice(new RecordFilter(null, "ATTC-27", null, null, null, null, null), request));
        List<RecordAddress> addresses = ofRule.stream()
                .map(row -> new RecordAddress(row.fileId(), row.line()))
                .toList();
        isWalked(order, ofRule, request -> records.slice(addresses, request));
    }

    @ParameterizedTest
    @EnumSource
    void files(FileOrder order) {
        List<FileRow> all = new ArrayList<>();
        files.forEach(FileFilter.ALL, FileOrder.NEWEST, false, all::add);
        assertThat(all).hasSize(LEDGER.largeFiles() + LEDGER.smallFiles());
        Comparator<FileRow> newest = comparing(FileRow::id).reversed();
        Comparator<FileRow> oldest = comparing(FileRow::id);
        all.sort(
                switch (order) {
                    case NEWEST -> newest;
                    case OLDEST -> oldest;
                    case NAME -> comparing(FileRow::name).thenComparing(oldest);
                    case RECORDS ->
                        comparing((FileRow file) ->
                                        file.id() <= LEDGER.largeFiles() ? LEDGER.lines() / LEDGER.largeFiles() : 1)
                                .reversed()
                                .thenComparing(newest);
                });
        isWalked(order, all, request -> files.slice(FileFilter.ALL, request));
    }

    @ParameterizedTest
    @EnumSource
    void messages(MessageOrder order) {
        List<MessageRow> all = new ArrayList<>(everyMessage());
        assertThat(all.stream().map(MessageRow::status).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(MessageStatus.class));
        Comparator<MessageRow> oldest =
                comparing(message -> Integer.valueOf(message.messageId().substring(1)));
        all.sort(
                switch (order) {
                    case NEWEST -> oldest.reversed();
                    case OLDEST -> oldest;
                    case QUEUE -> comparing(MessageRow::queue).thenComparing(oldest);
                    case KEY -> comparing(MessageRow::recordKey).thenComparing(oldest);
                    case STATUS -> comparing(MessageRow::status).thenComparing(oldest);
                });
        isWalked(order, all, request -> messages.slice(MessageFilter.ALL, request));
        for (boolean isReversed : List.of(false, true)) {
            List<MessageRow> downloaded = new ArrayList<>();
            messages.forEach(MessageFilter.ALL, order, isReversed, downloaded::add);
            assertThat(downloaded).isEqualTo(inDirection(all, isReversed));
        }
        MessageFilter sent = new MessageFilter(null, null, MessageStatus.SENT, null);
        isWalked(
                order,
                all.stream().filter(row -> row.status() == MessageStatus.SENT).toList(),
                request -> messages.slice(sent, request));
    }

    @Test
    void the_list_goes_on_where_it_was_when_its_last_row_came_into_another_state() {
        SliceRequest<RecordOrder> begin = SliceRequest.after(RecordOrder.STATE, null, ROWS_OF_A_PART);
        Slice<RecordRow> first = records.slice(RecordFilter.ALL, begin);
        List<RecordRow> second =
                records.slice(RecordFilter.ALL, begin.behind(first.next())).rows();
        RecordRow last = first.rows().get(ROWS_OF_A_PART - 1);
        String change = "update record set state = :state where file_id = :file and line = :line";
        Map<String, Object> place = Map.of("file", last.fileId(), "line", last.line());
        hub.jdbc().sql(change).param("state", "REJECTED").params(place).update();
        try {
            assertThat(records.slice(RecordFilter.ALL, begin.behind(first.next()))
                            .rows())
                    .isEqualTo(second);
        } finally {
            hub.jdbc().sql(change).param("state", "PENDING").params(place).update();
        }
    }

    @Test
    void a_place_of_another_list_is_refused() {
        for (String place : List.of("3:4", "HELD:3", "HELD:999999:1", "SENT:3:4", "held:3:4", ":3:4")) {
            assertThatThrownBy(() -> records.slice(
                            RecordFilter.ALL, SliceRequest.after(RecordOrder.STATE, place, ROWS_OF_A_PART)))
                    .as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> records.slice(RecordFilter.ALL, RecordOrder.SENDER, "HELD:3:4", 5))
                .isInstanceOf(IllegalArgumentException.class);
        RecordFilter held = new RecordFilter(RecordState.HELD, null, null, null, null, null, null);
        assertThatThrownBy(() -> records.slice(held, RecordOrder.STATE, "REJECTED:3:4", 5))
                .isInstanceOf(IllegalArgumentException.class);
        RecordFilter office = new RecordFilter(null, null, null, "office-1", null, null, null);
        assertThatThrownBy(() -> records.slice(office, RecordOrder.SENDER, "2:4", 5))
                .isInstanceOf(IllegalArgumentException.class);
        RecordFilter third = new RecordFilter(null, null, null, null, 3L, null, null);
        assertThatThrownBy(() -> records.slice(third, RecordOrder.NEWEST, "4:3", 5))
                .isInstanceOf(IllegalArgumentException.class);
        for (String place : List.of("m3", "SENT:x", "HELD:m3", "SENT:", ":m3")) {
            assertThatThrownBy(() -> messages.slice(
                            MessageFilter.ALL, SliceRequest.after(MessageOrder.STATUS, place, ROWS_OF_A_PART)))
                    .as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<RecordRow> everyRecord() {
        List<RecordRow> all = new ArrayList<>();
        records.forEach(RecordFilter.ALL, RecordOrder.NEWEST, false, all::add);
        assertThat(all).hasSize(LEDGER.lines() + LEDGER.smallFiles());
        return all;
    }

    private static List<MessageRow> everyMessage() {
        List<MessageRow> all = new ArrayList<>();
        messages.forEach(MessageFilter.ALL, MessageOrder.NEWEST, false, all::add);
        return all;
    }

    private static List<RecordRow> sorted(RecordOrder order, List<RecordRow> rows) {
        Comparator<RecordRow> oldest = comparing(RecordRow::fileId).thenComparing(RecordRow::line);
        Comparator<RecordRow> newest = oldest.reversed();
        List<RecordRow> all = new ArrayList<>(rows);
        all.sort(
                switch (order) {
                    // The order of the files of this ledger is that of their ids.
                    case NEWEST, VERSION -> newest;
                    case OLDEST -> oldest;
                    case KEY ->
                        comparing((RecordRow row) -> Objects.requireNonNullElse(row.key(), ""))
                                .thenComparing(oldest);
                    case AMOUNT ->
                        comparing(RecordRow::amount, Comparator.nullsFirst(reverseOrder()))
                                .thenComparing(newest);
                    case STATE -> comparing(RecordRow::state).thenComparing(oldest);
                    case SENDER -> comparing(RecordRow::sender).thenComparing(oldest);
                });
        return all;
    }

    private static <T> List<T> inDirection(List<T> rows, boolean isReversed) {
        List<T> copy = new ArrayList<>(rows);
        if (isReversed) {
            Collections.reverse(copy);
        }
        return copy;
    }

    /** Both directions, each forwards and back from its end. */
    private static <O, T> void isWalked(O order, List<T> sorted, Function<SliceRequest<O>, Slice<T>> read) {
        assertThat(sorted).hasSizeGreaterThan(1);
        for (boolean isReversed : List.of(false, true)) {
            List<T> whole = inDirection(sorted, isReversed);
            List<T> walked = new ArrayList<>();
            @Nullable String place = null;
            Slice<T> slice;
            do {
                slice = read.apply(new SliceRequest<>(order, isReversed, place, false, ROWS_OF_A_PART));
                walked.addAll(slice.rows());
                place = slice.next();
                assertThat(slice.rows().size() == ROWS_OF_A_PART || place == null)
                        .as("a part that is not the last one is full")
                        .isTrue();
            } while (place != null);
            assertThat(walked).isEqualTo(whole);
            List<T> back = new ArrayList<>(slice.rows());
            while (slice.previous() != null) {
                slice = read.apply(new SliceRequest<>(order, isReversed, slice.previous(), true, ROWS_OF_A_PART));
                back.addAll(0, slice.rows());
            }
            assertThat(back).isEqualTo(whole);
        }
    }
}
