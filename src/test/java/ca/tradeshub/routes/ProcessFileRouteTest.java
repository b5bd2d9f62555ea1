// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.file.StagedFile;
import ca.tradeshub.ledger.file.StagedRecordsLostException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** The order of the steps, and who gets a file that is refused or fails; the steps themselves are stand-ins. */
class ProcessFileRouteTest extends CamelTestSupport {

    private static final FileLease LEASE = lease(false);
    private static final FileLease DRY_RUN = lease(true);
    private static final FileGroup GROUP = group(new FileOutcome.Leased(LEASE));
    private static final FileGroup SEVERAL = group(new FileOutcome.Leased(LEASE), new FileOutcome.Leased(lease(false)));
    private static final FileGroup SEVERAL_BALANCED =
            group(new FileOutcome.Balanced(LEASE), new FileOutcome.Balanced(lease(false)));
    private static final FileOutcome.Staged STAGED = new FileOutcome.Staged(new StagedFile(
            LEASE,
            new FileTotals(0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0),
            null,
            BigDecimal.ONE,
            "mapping",
            "rules"));
    private static final FileOutcome.Refused REFUSED = new FileOutcome.Refused(
            LEASE, new FileRefusal(RefusalCode.FILE_COUNT, null, new Text("Counted.", "Compté.")));

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final Steps beans = new Steps();

    private static FileLease lease(boolean dryRun) {
        InboxId drop = new InboxId("sender", dryRun);
        return new FileLease(
                7, 1, drop, Feed.REGISTRATIONS, "name", "name", "", LocalDate.EPOCH, 1, "0".repeat(64), null, null);
    }

    private static FileGroup group(FileOutcome... files) {
        return new FileGroup(List.of(files));
    }

    @Override
    public void setupResources() {
        testConfiguration().withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        RouteFiles.standIn(
                camel,
                beans,
                2,
                List.of("fileQueue", "fileReading", "balancing", "corrections", "fileApplication", "failedWork"));
        return camel;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() throws Exception {
        RouteFiles.load(context, "process-file");
        return new RoutesBuilder[0];
    }

    @Test
    void a_good_file_is_staged_balanced_and_applied() {
        offer();

        await().untilAsserted(
                        () -> assertThat(steps).containsExactly("lease", "stage", "balance", "corrections", "apply"));
    }

    @Test
    void a_good_file_of_a_dry_run_is_rehearsed_and_not_applied() {
        beans.balances = group(new FileOutcome.Balanced(DRY_RUN));
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease", "stage", "balance", "rehearse"));
    }

    @Test
    void a_file_refused_while_it_is_read_is_never_balanced_nor_applied() {
        beans.stages = group(REFUSED);
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease", "stage", "balance", "refuse"));
    }

    @Test
    void a_file_that_does_not_balance_is_refused() {
        beans.balances = group(REFUSED);
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease", "stage", "balance", "refuse"));
    }

    @Test
    void of_several_files_each_step_is_called_once() {
        beans.isAlone(SEVERAL);
        beans.balances = group(new FileOutcome.Balanced(LEASE), REFUSED);
        offer();

        await().untilAsserted(() ->
                assertThat(steps).containsExactly("lease", "stage", "balance", "refuse", "corrections", "apply"));
    }

    @Test
    void a_worker_that_got_files_offers_that_more_may_wait() {
        beans.leases.add(GROUP);
        beans.leases.add(GROUP);
        offer();

        await().untilAsserted(
                        () -> assertThat(steps).filteredOn("apply"::equals).hasSize(3));
    }

    @Test
    void a_step_that_fails_on_several_files_returns_them_to_the_queue_at_once() throws Exception {
        beans.isAlone(SEVERAL);
        beans.balances = SEVERAL_BALANCED;
        failing("process-file-apply", new IllegalStateException("a row that the store refuses"));
        offer();

        await().untilAsserted(() ->
                assertThat(steps).containsExactly("lease", "stage", "balance", "corrections", "fails", "release 2"));
    }

    @Test
    void several_files_of_which_one_is_lost_are_returned_to_the_queue() throws Exception {
        beans.isAlone(SEVERAL);
        failing("process-file-balance", new LeaseLostException(LEASE));
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease", "stage", "fails", "release 2"));
    }

    @Test
    void a_step_that_keeps_failing_is_tried_again_and_then_parked_with_its_file() throws Exception {
        failing("process-file-apply", new IllegalStateException("the store is away"));
        offer();

        await().untilAsserted(() -> assertThat(steps)
                .containsExactly(
                        "lease",
                        "stage",
                        "balance",
                        "corrections",
                        "fails",
                        "fails",
                        "fails",
                        "park process-file file:7"));
    }

    @Test
    void a_worker_that_lost_its_file_leaves_it_to_the_other() throws Exception {
        failing("process-file-balance", new LeaseLostException(LEASE));
        beans.leases.add(GROUP);
        offer();

        await().untilAsserted(
                        () -> assertThat(steps).filteredOn("fails"::equals).hasSize(2));
        // Stopping waits for what is under way, so that whatever becomes of the two has become of them.
        context.stop();
        assertThat(steps).noneMatch(step -> step.startsWith("park"));
        assertThat(steps).filteredOn("fails"::equals).hasSize(2);
    }

    @Test
    void a_file_whose_staged_records_were_lost_returns_to_the_queue() throws Exception {
        failing("process-file-balance", new StagedRecordsLostException(LEASE));
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease", "stage", "fails", "release 1"));
    }

    @Test
    void the_sweep_wakes_a_worker() throws Exception {
        start();
        template.sendBody("direct:sweep", null);

        await().untilAsserted(() -> assertThat(steps).contains("apply"));
    }

    /** Replaces a step of the route by one that fails. */
    private void failing(String step, RuntimeException failure) throws Exception {
        AdviceWith.adviceWith(context, "process-file", route -> route.weaveById(step)
                .replace()
                .process(exchange -> {
                    steps.add("fails");
                    throw failure;
                }));
    }

    private void offer() {
        try {
            if (!context.isStarted()) {
                start();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        template.sendBody("seda:process-file?size=64", 7L);
    }

    /** Starts the routes with a sweep that tests trigger, and with workers that start and stop without a second's wait. */
    private void start() throws Exception {
        AdviceWith.adviceWith(context, "process-file.sweep", route -> route.replaceFromWith("direct:sweep"));
        AdviceWith.adviceWith(
                context,
                "process-file.next",
                route -> route.replaceFromWith("seda:process-file?size=64&concurrentConsumers=2&pollTimeout=20"));
        context.start();
    }

    /** Stands in for every bean of the route. */
    public final class Steps {

        private final Queue<FileGroup> leases = new ConcurrentLinkedQueue<>(List.of(GROUP));
        private FileGroup stages = group(STAGED);
        private FileGroup balances = group(new FileOutcome.Balanced(LEASE));

        private void isAlone(FileGroup group) {
            leases.clear();
            leases.add(group);
        }

        /** Leases. */
        public FileGroup next() {
            FileGroup leased = leases.poll();
            if (leased != null) {
                steps.add("lease");
            }
            return leased;
        }

        /** Returns files to the queue. */
        public void release(FileGroup group) {
            steps.add("release " + group.files().size());
        }

        /** Stages. */
        public FileGroup stage(FileGroup group) {
            steps.add("stage");
            return group.isSeveral() ? group : stages;
        }

        /** Balances. */
        public FileGroup balance(FileGroup group) {
            steps.add("balance");
            return group.isAnyRefused() ? group : balances;
        }

        /** Corrections. */
        public FileGroup find(FileGroup group) {
            steps.add("corrections");
            return group;
        }

        /** Applies. */
        public FileGroup apply(FileGroup group) {
            steps.add("apply");
            return group;
        }

        /** Rehearses. */
        public FileGroup rehearse(FileGroup group) {
            steps.add("rehearse");
            return group;
        }

        /** Refuses. */
        public FileGroup refuse(FileGroup group) {
            steps.add("refuse");
            return group;
        }

        /** Parks. */
        public void park(
                @org.apache.camel.ExchangeProperty("CamelFailureRouteId") String route,
                @org.apache.camel.ExchangeProperty("reference") String reference) {
            steps.add("park " + route + " " + reference);
        }
    }
}
