package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.rules.engine.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What reconciliation decides on one key of one queue. */
public sealed interface Verdict {

    /** The queue. */
    OutgoingQueue queue();

    /** The key. */
    String recordKey();

    /** The group of the key. */
    String groupId();

    /**
     * There is something to say.
     *
     * @param statement what
     * @param contributing the records it rests on
     * @param excluded records the law leaves out wholly, with the rule
     */
    record Publish(
            MessageContent statement, Collection<RecordAddress> contributing, Map<RecordAddress, String> excluded)
            implements Verdict {

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
     * Something is missing or held elsewhere; the good records wait.
     *
     * @param rule what it waits for
     * @param waiting the records that wait
     */
    record Wait(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            String rule,
            String reason,
            Collection<RecordAddress> waiting)
            implements Verdict {}

    /**
     * A person must decide.
     *
     * @param breaks why, at least one
     * @param held the records that are held with the key
     * @param holdsDelivered whether records already delivered are held too; else an earlier message stands with them
     */
    record Hold(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            List<ExceptionCases.Disagreement> breaks,
            Collection<RecordAddress> held,
            boolean holdsDelivered)
            implements Verdict {}

    /**
     * By law nothing is said.
     *
     * @param rule the rule that says so
     * @param records the records that give rise to nothing
     */
    record OutOfScope(
            OutgoingQueue queue, String recordKey, String groupId, String rule, Collection<RecordAddress> records)
            implements Verdict {}

    /**
     * Records that their sender must correct for what other files show, and those it need not correct any more. Comes
     * beside the verdict on the key and before it.
     *
     * @param rejected the records with what was found
     * @param restored records that were rejected so and are no longer
     */
    record Reject(
            OutgoingQueue queue,
            String recordKey,
            String groupId,
            Map<RecordAddress, Finding> rejected,
            Collection<RecordAddress> restored)
            implements Verdict {}

    /** No standing record supports the key any more; what was said is withdrawn. */
    record Withdraw(OutgoingQueue queue, String recordKey, String groupId) implements Verdict {}
}
