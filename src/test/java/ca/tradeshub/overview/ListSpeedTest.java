// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.overview.files.FileFilter;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.messages.MessageFilter;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageOrder;
import ca.tradeshub.overview.records.RecordFilter;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long a page of a list takes in each order: the first ones, those in the middle and the last ones, of
 * {@code -Dlists.lines} pay lines in 40 files, of 20,000 small files, and of a message for each 25 lines.
 */
@Tag("speed")
class ListSpeedTest {

    private static final int LINES = Integer.getInteger("lists.lines", 300_000);
    private static final int LARGE_FILES = 40;
    private static final int SMALL_FILES = Integer.getInteger("lists.files", 20_000);
    private static final int SENDERS = 200;
    private static final int PAGES = 5;

    /** How many pages are between the first ones and those in the middle. */
    private static final int STEPS = 40;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static HubSteps hub;

    @BeforeAll
    static void a_large_ledger() throws IOException {
        hub = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500);
        new LedgerOfManyRows(LINES, LARGE_FILES, SMALL_FILES, SENDERS).write(hub);
    }

    @AfterAll
    static void close() throws IOException {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void pages_of_records(RecordOrder order) {
        RecordList records = hub.bean(RecordList.class);
        measure("records", order, request -> records.slice(RecordFilter.ALL, request));
    }

    @ParameterizedTest
    @EnumSource
    void pages_of_records_of_a_state(RecordState state) {
        RecordList records = hub.bean(RecordList.class);
        RecordFilter filter = new RecordFilter(state, null, null, null, null, null, null);
        measure(state + " records", RecordOrder.SENDER, request -> records.slice(filter, request));
        measure(state + " records", RecordOrder.NEWEST, request -> records.slice(filter, request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"office-1", "sender-199"})
    void pages_of_records_of_a_sender(String sender) {
        RecordList records = hub.bean(RecordList.class);
        RecordFilter filter = new RecordFilter(null, null, null, sender, null, null, null);
        measure(sender + " records", RecordOrder.STATE, request -> records.slice(filter, request));
        measure(sender + " records", RecordOrder.NEWEST, request -> records.slice(filter, request));
    }

    @ParameterizedTest
    @EnumSource
    void pages_of_files(FileOrder order) {
        LandedFiles files = hub.bean(LandedFiles.class);
        measure("files", order, request -> files.slice(FileFilter.ALL, request));
    }

    @ParameterizedTest
    @EnumSource
    void pages_of_messages(MessageOrder order) {
        MessageList messages = hub.bean(MessageList.class);
        measure("messages", order, request -> messages.slice(MessageFilter.ALL, request));
    }

    /** Pages at the beginning of a list and behind some thousand rows, in both directions. */
    private static <O extends SortOrder, T> void measure(
            String list, O order, Function<SliceRequest<O>, Slice<T>> read) {
        StringBuilder line = new StringBuilder();
        Duration longest = Duration.ZERO;
        for (boolean isReversed : new boolean[] {false, true}) {
            SliceRequest<O> beginning = new SliceRequest<>(order, isReversed, null, false, Slice.SIZE);
            Pages first = Pages.read(beginning, read, PAGES);
            Pages skipped =
                    Pages.read(new SliceRequest<>(order, isReversed, first.next(), false, Slice.MOST), read, STEPS);
            Pages middle = Pages.read(beginning.behind(skipped.next()), read, PAGES);
            line.append(String.format(
                    Locale.ROOT,
                    " %s %d ms, %d ms behind row %d;",
                    isReversed ? "reversed" : "first",
                    first.millis(),
                    middle.millis(),
                    first.rows() + skipped.rows()));
            longest = Collections.max(List.of(longest, first.longest(), middle.longest()));
        }
        System.out.printf(Locale.ROOT, "%s by %s:%s longest %d ms%n", list, order.wireName(), line, longest.toMillis());
        assertThat(longest).isLessThan(LIMIT);
    }

    private record Pages(@Nullable String next, Duration sum, Duration longest, int number, int rows) {

        static <O, T> Pages read(SliceRequest<O> from, Function<SliceRequest<O>, Slice<T>> read, int pages) {
            Duration sum = Duration.ZERO;
            Duration longest = Duration.ZERO;
            String next = from.place();
            int number = 0;
            int rows = 0;
            do {
                long start = System.nanoTime();
                Slice<T> slice = read.apply(from.behind(next));
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                next = slice.next();
                sum = sum.plus(took);
                longest = Collections.max(List.of(longest, took));
                rows += slice.rows().size();
                number++;
            } while (number < pages && next != null);
            assertThat(rows).isPositive();
            return new Pages(next, sum, longest, number, rows);
        }

        long millis() {
            return sum.toMillis() / number;
        }
    }
}
