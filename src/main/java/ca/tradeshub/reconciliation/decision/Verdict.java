// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.rules.engine.Finding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decision of reconciliation on one key of one queue. */
public sealed interface Verdict {

    /** The queue. */
    OutgoingQueue queue();

    /** The key. */
    String recordKey();

    /** The group of the key. */
    String groupId();

    /**
     * The key's content is published.
     *
     * @param statement the content
     * @param contributing the records it is based on
     * @param setAside those of them that are held with the key or out of scope until now
     * @param excluded records that the law excludes entirely, with the rule
     * @param awaited the certificate that is missing with what is published, null when none is
     */
    record Publish(
            MessageContent statement,
            List<RecordAddress> contributing,
            List<RecordAddress> setAside,
            Map<RecordAddress, String> excluded,
            @Nullable Awaited awaited)
            implements Verdict {

        /** The same when nothing is missing, or a person settled it. */
        public Publish withoutAwaited() {
            return new Publish(statement, contributing, setAside, excluded, null);
        }

        /** What a person must settle although it holds nothing. */
        public List<Disagreement> overdue() {
            return awaited != null && awaited.isOverdue() ? List.of(awaited.missing()) : List.of();
        }

        @Override
        public OutgoingQueue queue() {
            return statement.queue();
        }

        @Override
        public String recordKey() {
            return statement.recordKey();
        }

        @Override
        public String groupId() {
            return statement.groupId();
        }
    }

    /**
     * A certificate that should be there and is not. It holds nothing.
     *
     * @param since since when it is missing
     * @param isOverdue whether a person must look; else the key is decided again when the limit is over
     * @param missing what a person must settle then
     * @param records the completed registrations
     */
    record Awaited(Instant since, boolean isOverdue, Disagreement missing, Collection<RecordAddress> records) {}

    /**
     * A record that the decision needs is missing or held; the other records wait.
     *
     * @param reason what it waits for
     * @param waiting the records that wait
     */
    record Wait(
            OutgoingQueue queue, String recordKey, String groupId, Finding reason, Collection<RecordAddress> waiting)
            implements Verdict {}

    /**
     * A person must decide.
     *
     * @param disagreements why, at least one
     * @param held the records that are held with the key
     * @param reach what the hold does to records that are delivered, and to the message in force
     * @param waiting further records of the key, which wait for the held ones
     */
    record Hold(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            List<Disagreement> disagreements,
            Collection<RecordAddress> held,
            Reach reach,
            Collection<RecordAddress> waiting)
            implements Verdict {

        /** What a hold does to records that are delivered, and to the message in force. */
        public enum Reach {
            /** Records that are delivered stay so, with the message in force. */
            UNDELIVERED,
            /** Records that are delivered are held too; the message in force stays until it is replaced. */
            DELIVERED,
            /** Records that are delivered are held too, and the message in force is withdrawn. */
            WITHDRAWN
        }

        /** A hold of all records of the key. */
        public Hold(
                OutgoingQueue queue,
                String recordKey,
                String groupId,
                List<Disagreement> disagreements,
                Collection<RecordAddress> held,
                Reach reach) {
            this(queue, recordKey, groupId, disagreements, held, reach, List.of());
        }
    }

    /**
     * By law nothing is published.
     *
     * @param reason what the rule found that excludes the key
     * @param records the records that lead to no message
     */
    record OutOfScope(
            OutgoingQueue queue, String recordKey, String groupId, Finding reason, Collection<RecordAddress> records)
            implements Verdict {}

    /**
     * A person completed outside the hub what the key is held for: nothing is sent, and what was sent stays in force.
     *
     * @param reason what it was held for
     * @param records the records that lead to no message
     * @param reach which records were held
     */
    record DoneOutside(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            Finding reason,
            Collection<RecordAddress> records,
            Hold.Reach reach)
            implements Verdict {}

    /**
     * Records that their sender must correct because of other files, and those it need not correct any more. Comes in
     * addition to the verdict on the key, and before it.
     *
     * @param rejected the records with their findings
     * @param restored records that were rejected this way before and no longer are
     */
    record Reject(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            Map<RecordAddress, Finding> rejected,
            Collection<RecordAddress> restored)
            implements Verdict {}

    /** No standing record supports the key any more; its message is withdrawn. */
    record Withdraw(OutgoingQueue queue, String recordKey, String groupId) implements Verdict {}
}
