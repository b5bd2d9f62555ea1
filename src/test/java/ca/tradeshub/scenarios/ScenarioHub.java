// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.delivery.acknowledgement.Acknowledgement;
import ca.tradeshub.delivery.acknowledgement.AcknowledgementLedger;
import ca.tradeshub.delivery.acknowledgement.Acknowledgements;
import ca.tradeshub.delivery.acknowledgement.InboundAcknowledgement;
import ca.tradeshub.delivery.acknowledgement.OverdueAcknowledgements;
import ca.tradeshub.delivery.acknowledgement.RefusedMessages;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.delivery.outbox.OutboxBatch;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.reconciliation.Reconciler;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.rejudge.Rejudgement;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import ca.tradeshub.testing.Mailbox;
import ca.tradeshub.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub's own steps from a dropped file to an acknowledged message, for one scenario after the other. */
final class ScenarioHub implements AutoCloseable {

    /** Friday 20 November 2026, 9:00 in Toronto. */
    static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

    private final HubSteps standard;
    private final AnnotationConfigApplicationContext standardDelivery;
    private HubSteps steps;
    private AnnotationConfigApplicationContext delivery;
    private Mailbox mailbox;
    private boolean waits;
    private boolean brokerRuns = true;

    ScenarioHub() throws IOException {
        standard =
                new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.folder(Path.of("mappings"))), 100, 100);
        standardDelivery = delivery(standard);
        steps = standard;
        delivery = standardDelivery;
        mailbox = new Mailbox(steps);
    }

    private static AnnotationConfigApplicationContext delivery(HubSteps of) {
        AnnotationConfigApplicationContext delivery = new AnnotationConfigApplicationContext();
        delivery.setParent(of.context());
        delivery.registerBean(DeliverySettings.class, ScenarioHub::settings);
        delivery.register(Delivery.class);
        delivery.refresh();
        return delivery;
    }

    /** Begins a scenario: the ledger is empty, no responses are written, it is 9:00 and the broker runs. */
    void begin() {
        closeOther();
        TestDatabase.clear(steps.bean(DataSource.class));
        steps.clock().stopAt(START);
        mailbox = new Mailbox(steps);
        brokerRuns = true;
        waits = false;
    }

    /** Lands a file, after its control file where it has one. */
    void land(RenderedFile file, String folder) throws IOException {
        if (file.control() != null) {
            mailbox.land(file.sender(), folder, file.name() + ".ctl", file.control());
        }
        mailbox.land(file.sender(), folder, file.name(), file.content());
    }

    /** Lets what is due wait, so that files are processed together that landed one after another, or lets it happen again. */
    void letWait(boolean isToWait) {
        waits = isToWait;
    }

    /** Does all that is due: stages and applies files, decides, sends, closes files and writes responses. */
    void settle() throws IOException {
        if (waits) {
            return;
        }
        steps.process();
        steps.reconcile();
        send();
        bean(FileClosing.class).closeFinished();
        mailbox.process();
    }

    /** Whether what is due is done after each step. */
    boolean settles() {
        return !waits;
    }

    /** Decides the keys that are marked; nothing is sent yet. */
    void decide() {
        steps.reconcile();
    }

    /** Lets time pass and does what becomes due by it. */
    void advance(Duration time) throws IOException {
        steps.clock().advance(time);
        bean(Reconciler.class).remindOverdue();
        settle();
        delivery.getBean(OverdueAcknowledgements.class).watch();
    }

    /** Stops or starts the sending of messages. */
    void broker(boolean runs) throws IOException {
        brokerRuns = runs;
        settle();
    }

    /** Records an acknowledgement that a consumer sends. */
    void acknowledge(String user, String messageId, Acknowledgement.Status status, String reason) throws IOException {
        delivery.getBean(Acknowledgements.class)
                .record(new InboundAcknowledgement.Readable(
                        user,
                        new RefusedAcknowledgements.Received(
                                "text",
                                messageId,
                                1,
                                "%08x"
                                        .formatted((user + messageId + status).hashCode())
                                        .repeat(8),
                                false,
                                null),
                        new Acknowledgement(
                                messageId,
                                status,
                                reason,
                                OffsetDateTime.ofInstant(steps.clock().instant(), ZoneOffset.UTC))));
        settle();
    }

    /** The hub starts again with other interpretations of the law, by their ids. */
    void under(Map<String, String> interpretations) throws IOException {
        closeOther();
        jdbc().sql("delete from lease").update();
        steps = standard.under(RuleBook.load(Law.standard().withReadings(interpretations)));
        delivery = delivery(steps);
        mailbox = new Mailbox(steps);
    }

    private void closeOther() {
        if (steps == standard) {
            return;
        }
        delivery.close();
        try {
            steps.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        steps = standard;
        delivery = standardDelivery;
    }

    /** What a re-evaluation under the current rules would change; it must change nothing itself. */
    RejudgementReport previewRejudgement() {
        return bean(Rejudgement.class).preview((phase, done, total) -> {});
    }

    /** Judges every record again under the current rules. */
    void rejudge() throws IOException {
        bean(Rejudgement.class).run("analyst", (phase, done, total) -> {});
        settle();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Instant now() {
        return steps.clock().instant();
    }

    JdbcClient jdbc() {
        return steps.jdbc();
    }

    <T> T bean(Class<T> type) {
        return delivery.getBean(type);
    }

    private void send() {
        Outbox outbox = delivery.getBean(Outbox.class);
        for (OutgoingQueue queue : brokerRuns ? OutgoingQueue.values() : new OutgoingQueue[0]) {
            for (OutboxBatch batch = outbox.next(queue.queueName());
                    !batch.isEmpty();
                    batch = outbox.next(queue.queueName())) {
                outbox.sent(batch);
            }
        }
    }

    private static DeliverySettings settings() {
        return new DeliverySettings(
                50,
                500,
                50_000,
                Duration.ofMinutes(15),
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                3,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofDays(3),
                60_000,
                30_000,
                Map.of(
                        "registry", List.of(OutgoingQueue.REGISTRY.queueName()),
                        "tax", List.of(OutgoingQueue.TAX.queueName())));
    }

    @Override
    public void close() throws IOException {
        closeOther();
        standardDelivery.close();
        standard.close();
    }

    @ComponentScan(basePackages = {"ca.tradeshub.delivery.outbox"})
    @Import({Acknowledgements.class, AcknowledgementLedger.class, OverdueAcknowledgements.class, RefusedMessages.class})
    static class Delivery {}
}
