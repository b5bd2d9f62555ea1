// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.record.StagedRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The final states and balances of files do not depend on the order in which they are applied (section 6). */
class OrderOfFilesTest {

    private static final int WORKERS = 3;
    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private static ReconciliationFixture hub;

    @BeforeContainer
    static void start() {
        hub = new ReconciliationFixture();
    }

    @AfterContainer
    static void stop() {
        hub.close();
    }

    /** A record: which key, which content, and whether a rule on the record holds or rejects it. */
    private record Planned(int key, int content, RecordState judged) {}

    /** A file of one of two senders, whose sequences may be equal. */
    private record PlannedFile(String sender, int sequence, List<Planned> records) {

        String name() {
            return sequence + sender;
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void workers_that_overtake_each_other_leave_the_same_states(
            @ForAll("files") List<PlannedFile> files, @ForAll long seed) throws Exception {
        Map<String, String> inOrder = applied(files);
        Map<String, String> shuffled = appliedByWorkers(files, new Random(seed));

        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Example
    void an_identical_line_is_a_duplicate_when_its_file_overtakes_the_first() {
        List<PlannedFile> files = List.of(file(2, good(0, 0)), file(1, good(0, 0)));

        assertThat(appliedAs(files)).containsEntry("1a/2", "DELIVERED").containsEntry("2a/2", "DUPLICATE");
    }

    @Example
    void an_identical_line_delivered_before_the_first_becomes_a_duplicate() {
        Run run = new Run();
        run.apply(file(2, good(0, 0)));
        hub.reconcileAndDeliver();
        assertThat(run.states()).containsEntry("2a/2", "DELIVERED");

        run.apply(file(1, good(0, 0)));
        hub.reconcileAndDeliver();

        assertThat(run.states()).containsEntry("1a/2", "DELIVERED").containsEntry("2a/2", "DUPLICATE");
        assertThat(hub.messages(run.account(0, 0) + "/309A")).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.body(run.account(0, 0) + "/309A").at("/sources/0/file").asText())
                .isEqualTo("registrations-1");
    }

    @Example
    void the_newest_content_is_current_when_the_version_between_comes_last() {
        List<PlannedFile> files = List.of(file(1, good(0, 0)), file(3, good(0, 0)), file(2, good(0, 1)));

        assertThat(appliedAs(files))
                .containsEntry("1a/2", "SUPERSEDED")
                .containsEntry("2a/2", "SUPERSEDED")
                .containsEntry("3a/2", "DELIVERED");
    }

    @Example
    void a_closed_file_is_open_again_while_its_former_duplicate_waits() {
        Run run = new Run();
        run.apply(file(1, good(0, 0)));
        run.apply(file(3, good(0, 0)));
        hub.reconcileAndDeliver();
        hub.closeFinished();
        run.apply(file(2, good(0, 1)));

        assertThat(run.states()).containsEntry("3a/2", "PENDING");
        assertThat(hub.jdbc()
                        .sql("select state from file where id = :id")
                        .param("id", run.ids.get("3a"))
                        .query(String.class)
                        .single())
                .isEqualTo("APPLIED");
    }

    @Example
    void late_rejected_and_held_records_are_superseded_by_the_newer_one() {
        List<PlannedFile> files = List.of(
                file(3, good(0, 0), good(1, 0), good(2, 0)),
                file(2, new Planned(0, 1, RecordState.REJECTED), new Planned(1, 1, RecordState.HELD)),
                file(1, good(2, 1), good(2, 2)));

        Map<String, String> states = appliedAs(files);

        assertThat(states.values()).doesNotContain("REJECTED/OWN", "HELD/OWN", "HELD/DUPLICATE_KEY");
        assertThat(states)
                .containsEntry("2a/2", "SUPERSEDED")
                .containsEntry("2a/3", "SUPERSEDED")
                .containsEntry("1a/2", "SUPERSEDED")
                .containsEntry("1a/3", "SUPERSEDED")
                .containsEntry("3a/4", "DELIVERED");
    }

    @Example
    void a_line_sent_again_settles_the_key_held_between() {
        List<PlannedFile> files = List.of(file(1, good(0, 0)), file(2, good(0, 1), good(0, 2)), file(3, good(0, 0)));

        assertThat(appliedAs(files))
                .containsEntry("1a/2", "DELIVERED")
                .containsEntry("2a/2", "SUPERSEDED")
                .containsEntry("2a/3", "SUPERSEDED")
                .containsEntry("3a/2", "DUPLICATE");
    }

    @Example
    void a_line_sent_again_is_a_duplicate_whether_or_not_the_first_is_held_with_its_key_by_then() {
        List<PlannedFile> files = List.of(file(1, good(0, 0), good(1, 2)), file(2, good(0, 0)));
        Run together = new Run();
        files.forEach(together::apply);
        hub.reconcileAndDeliver();
        Run apart = new Run();
        for (PlannedFile file : files) {
            apart.apply(file);
            hub.reconcileAndDeliver();
        }

        assertThat(apart.states()).isEqualTo(together.states()).containsEntry("2a/2", "DUPLICATE");
        assertThat(apart.states()).containsEntry("1a/2", "HELD/X-08");
    }

    @Provide
    Arbitrary<List<PlannedFile>> files() {
        Arbitrary<RecordState> judged = Arbitraries.frequency(
                Tuple.of(8, RecordState.PENDING), Tuple.of(1, RecordState.HELD), Tuple.of(1, RecordState.REJECTED));
        Arbitrary<Planned> record = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(4, 1), Tuple.of(1, 2)),
                        judged)
                .as(Planned::new);
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.integers().between(1, 4),
                        record.list().ofMinSize(1).ofMaxSize(3))
                .as(PlannedFile::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(6)
                .uniqueElements(PlannedFile::name);
    }

    private static PlannedFile file(int sequence, Planned... records) {
        return new PlannedFile("a", sequence, List.of(records));
    }

    private static Planned good(int key, int content) {
        return new Planned(key, content, RecordState.PENDING);
    }

    /** The states after all files are applied in the order of their sequences. */
    private static Map<String, String> applied(List<PlannedFile> files) {
        return appliedAs(files.stream()
                .sorted(Comparator.comparingInt(PlannedFile::sequence).thenComparing(PlannedFile::sender))
                .toList());
    }

    /** The states after all files are applied in the order of the list. */
    private static Map<String, String> appliedAs(List<PlannedFile> files) {
        Run run = new Run();
        files.forEach(run::apply);
        hub.reconcileAndDeliver();
        return run.states();
    }

    /** The states after workers applied the files in a random order, and reconciled now and then. */
    private static Map<String, String> appliedByWorkers(List<PlannedFile> files, Random random) throws Exception {
        Run run = new Run();
        List<PlannedFile> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);
        List<FileOutcome.Balanced> balanced =
                shuffled.stream().map(run::balanced).toList();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (FileOutcome.Balanced file : balanced) {
                boolean reconciles = random.nextBoolean();
                work.add(workers.submit(() -> {
                    hub.apply(file);
                    if (reconciles) {
                        hub.reconcile();
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            workers.shutdownNow();
        }
        hub.reconcileAndDeliver();
        return run.states();
    }

    /** One set of files with keys, persons and senders that no other run has. */
    private static final class Run {

        private final int number = RUNS.incrementAndGet();
        private final Map<String, Long> ids = new HashMap<>();

        void apply(PlannedFile file) {
            hub.apply(balanced(file));
        }

        FileOutcome.Balanced balanced(PlannedFile file) {
            List<StagedRecord> staged = new ArrayList<>();
            for (int i = 0; i < file.records().size(); i++) {
                staged.add(staged(file.records().get(i), i + 2));
            }
            FileOutcome.Balanced balanced = hub.balanced(
                    "run-" + number + file.sender(), Feed.REGISTRATIONS, file.sequence(), null, List.of(), staged);
            ids.put(file.name(), balanced.lease().fileId());
            return balanced;
        }

        private StagedRecord staged(Planned planned, int line) {
            Registration registration = ReconciliationFixture.registration(
                    "TA-" + number + "-" + planned.key(),
                    "%07d".formatted(number * 10 + (planned.key() == 2 ? 2 : 0)),
                    account(planned.key(), planned.content()),
                    "309A",
                    JUNE_2015.plusDays(planned.content()));
            boolean isGood = planned.judged() == RecordState.PENDING;
            return new StagedRecord(
                    line,
                    line * 100L,
                    99,
                    registration.recordKey(),
                    registration.balanceAmount(),
                    planned.judged(),
                    isGood ? null : "OWN",
                    registration,
                    List.of());
        }

        /** Keys 0 and 1 are of one person; content 2 gives it a second account number, which holds its records. */
        String account(int key, int content) {
            return "%08d".formatted(number * 100 + (key == 2 ? 20 : 0) + (content == 2 ? 1 : 0));
        }

        /** The state of each record, by the file and the line; every file balances. */
        Map<String, String> states() {
            Map<String, String> states = new TreeMap<>();
            ids.forEach((name, id) -> {
                FileBalance balance = hub.balance(id);
                assertThat(balance.holds()).isTrue();
                hub.states(id).forEach((line, state) -> states.put(name + "/" + line, state));
            });
            return states;
        }
    }
}
