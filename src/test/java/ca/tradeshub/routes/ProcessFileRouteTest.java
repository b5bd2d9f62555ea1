// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.StagedFile;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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
    private static final FileOutcome.Staged STAGED = new FileOutcome.Staged(new StagedFile(
            LEASE, new FileTotals(0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0), BigDecimal.ONE, "mapping", "rules"));
    private static final FileOutcome.Refused REFUSED = new FileOutcome.Refused(
            LEASE, new FileRefusal(RefusalCode.FILE_COUNT, null, new Text("Counted.", "Compté.")));

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final Steps beans = new Steps();

    private static FileLease lease(boolean dryRun) {
        InboxId drop = new InboxId("sender", dryRun);
        return new FileLease(
                7, 1, drop, Feed.REGISTRATIONS, "name", "name", "", LocalDate.EPOCH, 1, "0".repeat(64), null, null);
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
                        () -> assertThat(steps).containsExactly("lease 7", "stage", "balance", "corrections", "apply"));
    }

    @Test
    void a_good_file_of_a_dry_run_is_rehearsed_and_not_applied() {
        beans.balances = new FileOutcome.Balanced(DRY_RUN);
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease 7", "stage", "balance", "rehearse"));
    }

    @Test
    void a_file_refused_while_it_is_read_is_never_balanced_nor_applied() {
        beans.stages = REFUSED;
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease 7", "stage", "refuse"));
    }

    @Test
    void a_file_that_does_not_balance_is_refused() {
        beans.balances = REFUSED;
        offer();

        await().untilAsserted(() -> assertThat(steps).containsExactly("lease 7", "stage", "balance", "refuse"));
    }

    @Test
    void a_file_somebody_else_has_is_left_alone() {
        beans.lease = null;
        offer();
        template.sendBody("seda:process-file", 8L);

        // Two workers: which of them is first is nobody's business.
        await().untilAsserted(() -> assertThat(steps).containsExactlyInAnyOrder("lease 7", "lease 8"));
    }

    @Test
    void a_step_that_keeps_failing_is_tried_again_and_then_parked_with_its_file() throws Exception {
        AdviceWith.adviceWith(context, "process-file", route -> route.weaveById("process-file-apply")
                .replace()
                .process(exchange -> {
                    steps.add("fails");
                    throw new IllegalStateException("the store is away");
                }));
        offer();

        await().untilAsserted(() -> assertThat(steps)
                .containsExactly(
                        "lease 7",
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
        AdviceWith.adviceWith(context, "process-file", route -> route.weaveById("process-file-balance")
                .replace()
                .process(exchange -> {
                    steps.add("lost");
                    throw new ca.tradeshub.ledger.file.LeaseLostException(LEASE);
                }));
        offer();
        template.sendBody("seda:process-file", 8L);

        await().untilAsserted(() -> assertThat(steps).contains("lease 7", "lease 8"));
        // Stopping waits for what is under way, so that whatever becomes of the two has become of them.
        context.stop();
        assertThat(steps).noneMatch(step -> step.startsWith("park"));
        assertThat(steps.stream().filter("lost"::equals)).hasSize(2);
    }

    @Test
    void the_sweep_offers_every_waiting_file() throws Exception {
        AdviceWith.adviceWith(context, "process-file.sweep", route -> route.replaceFromWith("direct:sweep"));
        beans.lease = null;
        context.start();
        template.sendBody("direct:sweep", null);

        await().untilAsserted(() -> assertThat(steps).containsExactlyInAnyOrder("lease 21", "lease 22"));
    }

    private void offer() {
        try {
            if (!context.isStarted()) {
                AdviceWith.adviceWith(context, "process-file.sweep", route -> route.replaceFromWith("direct:sweep"));
                context.start();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        template.sendBody("seda:process-file", 7L);
    }

    /** Stands in for every bean of the route. */
    public final class Steps {

        private FileLease lease = LEASE;
        private FileOutcome stages = STAGED;
        private FileOutcome balances = new FileOutcome.Balanced(LEASE);

        /** Leases. */
        public FileLease next(long fileId) {
            steps.add("lease " + fileId);
            return lease;
        }

        /** Waits. */
        public List<Long> waiting() {
            return List.of(21L, 22L);
        }

        /** Stages. */
        public FileOutcome stage(FileLease lease) {
            steps.add("stage");
            return stages;
        }

        /** Balances. */
        public FileOutcome balance(FileOutcome.Staged staged) {
            steps.add("balance");
            return balances;
        }

        /** Corrections. */
        public FileOutcome find(FileOutcome.Balanced balanced) {
            steps.add("corrections");
            return balanced;
        }

        /** Applies. */
        public FileOutcome apply(FileOutcome.Balanced balanced) {
            steps.add("apply");
            return new FileOutcome.Applied(LEASE);
        }

        /** Rehearses. */
        public FileOutcome rehearse(FileOutcome.Balanced balanced) {
            steps.add("rehearse");
            return new FileOutcome.Rehearsed(DRY_RUN);
        }

        /** Refuses. */
        public void refuse(FileOutcome.Refused refused) {
            steps.add("refuse");
        }

        /** Parks. */
        public void park(
                @org.apache.camel.ExchangeProperty("CamelFailureRouteId") String route,
                @org.apache.camel.ExchangeProperty("reference") String reference) {
            steps.add("park " + route + " " + reference);
        }
    }
}
