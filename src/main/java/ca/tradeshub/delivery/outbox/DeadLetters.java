// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue of dead letters, browsed and emptied only by an operator, message by message. A message of ours in it was not
 * delivered, although the broker took it: its records return to pending, and an alarm is open while it is there. It counts
 * as delivered again when an operator sends it again, or its consumer acknowledges it.
 */
@Component
public class DeadLetters {

    static final String QUEUE = "hub.dead-letters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Messages MESSAGES = Messages.of(DeadLetters.class);
    private static final int MOST_READ = 10_000;

    private static final String FIND_NEW =
            """
            select id from message_status
             where message_id = any(:ids) and dead_lettered_at is null and acknowledgement is null
             order by id
            """;

    private static final String ADD =
            "insert into dead_letter (id, since) select id, :now from unnest(cast(:ids as bigint[])) as dead (id)";

    private static final String UNSETTLED =
            """
            select m.id, m.message_id, m.queue, m.contract, m.record_key, m.group_id, m.version, m.kind, m.body,
                   exists (select from message n
                            where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version) as replaced
              from message m join dead_letter l on l.id = m.id
             where m.message_id = :id and not exists (select from acknowledgement a where a.id = m.id)
            """;

    private static final String COUNT_BY_QUEUE =
            "select queue, count(*) as messages from message where message_id = any(:ids) group by queue";

    private static final String DEAD_AMONG = "select id from dead_letter where id = any(:ids) order by id";

    private static final String REMOVE = "delete from dead_letter where id = any(:ids)";

    private final ObjectProvider<CachingConnectionFactory> connections;
    private final JdbcClient jdbc;
    private final RecordStates records;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DeadLetters(
            ObjectProvider<CachingConnectionFactory> connections,
            JdbcClient jdbc,
            RecordStates records,
            Alarms alarms,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.connections = connections;
        this.jdbc = jdbc;
        this.records = records;
        this.alarms = alarms;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Browses the queue and notes what it holds; does nothing while the broker does not answer. */
    public synchronized void look() {
        Set<String> found;
        try {
            Set<String> browsed =
                    new JmsTemplate(connections.getObject()).browse(QUEUE, (session, browser) -> ids(browser));
            found = browsed == null ? Set.of() : browsed;
        } catch (JmsException e) {
            LOG.debug("The queue of dead letters cannot be browsed", e);
            return;
        }
        note(found);
    }

    /** Notes which messages are dead letters now. */
    void note(Set<String> messageIds) {
        transaction.executeWithoutResult(status -> {
            List<Long> dead = jdbc.sql(FIND_NEW)
                    .param("ids", messageIds.toArray(String[]::new))
                    .query(Long.class)
                    .list();
            if (!dead.isEmpty()) {
                int returned = records.writeOutcome(dead, () -> add(dead));
                LOG.warn("{} messages are dead letters; {} records are pending again", dead.size(), returned);
                audit.append(
                        "deliver",
                        "dead-letter",
                        QUEUE,
                        Map.of("messages", dead.size(), "first", dead.get(0), "records", returned));
            }
            Map<String, Long> counts = countByQueue(messageIds);
            long ours = counts.values().stream().mapToLong(Long::longValue).sum();
            counts.put(QUEUE, messageIds.size() - ours);
            String sentence = messageIds.size() < MOST_READ ? "dead" : "dead.at-least";
            for (OutgoingQueue queue : OutgoingQueue.values()) {
                alarm(queue.queueName(), counts.getOrDefault(queue.queueName(), 0L), sentence);
            }
            alarm(QUEUE, counts.getOrDefault(QUEUE, 0L), sentence);
        });
    }

    /**
     * A message that is a dead letter and that no consumer has acknowledged.
     *
     * @param message the message
     * @param queue the queue it was sent to
     * @param isReplaced whether a later version of its key exists
     */
    public record Dead(OutgoingMessage message, String queue, boolean isReplaced) {}

    /** A dead letter by its message id; empty when the message does not exist, or is settled or no dead letter. */
    public Optional<Dead> find(String messageId) {
        return jdbc.sql(UNSETTLED)
                .param("id", messageId)
                .query((row, number) -> new Dead(
                        new OutgoingMessage(
                                row.getLong("id"), OutgoingMessage.Head.read(row), 1, row.getString("body")),
                        row.getString("queue"),
                        row.getBoolean("replaced")))
                .optional();
    }

    /**
     * Moves a dead letter back to its queue, in one transaction of the broker, and notes that it is sent. No check of the
     * queue comes between the two.
     *
     * @param alsoNoted what is written in the same transaction of the database
     * @return false when the message is not in the queue of dead letters any more; then nothing was changed
     * @throws JmsException when the broker does not do it; then nothing was changed
     */
    public synchronized boolean sendAgain(Dead dead, Runnable alsoNoted) {
        if (!broker().moveBack(dead)) {
            return false;
        }
        transaction.executeWithoutResult(status -> {
            revive(List.of(dead.message().id()));
            alsoNoted.run();
        });
        return true;
    }

    /**
     * Removes a dead letter from the queue of dead letters, if it is still there.
     *
     * @throws JmsException when the broker does not do it
     */
    public synchronized void remove(Dead dead) {
        broker().remove(dead);
    }

    private DeadLetterQueue broker() {
        return new DeadLetterQueue(connections.getObject());
    }

    /**
     * Ends the state of a message whose consumer has it after all, in the caller's transaction; does nothing to one that is
     * no dead letter.
     *
     * @param ids rows of messages
     */
    public void revive(List<Long> ids) {
        List<Long> dead = jdbc.sql(DEAD_AMONG)
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
        if (!dead.isEmpty()) {
            records.writeOutcome(dead, () -> jdbc.sql(REMOVE)
                    .param("ids", dead.toArray(Long[]::new))
                    .update());
        }
    }

    private void add(List<Long> dead) {
        jdbc.sql(ADD)
                .param("ids", dead.toArray(Long[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** How many of these messages belong to each queue. */
    private Map<String, Long> countByQueue(Set<String> messageIds) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(COUNT_BY_QUEUE)
                .param("ids", messageIds.toArray(String[]::new))
                .query((row, number) -> counts.put(row.getString("queue"), row.getLong("messages")))
                .list();
        return counts;
    }

    private void alarm(String subject, long count, String sentence) {
        if (count > 0) {
            alarms.raiseOrRestate(AlarmCode.DEAD_LETTER, subject, MESSAGES.text(sentence, count));
        } else {
            alarms.close(AlarmCode.DEAD_LETTER, subject);
        }
    }

    private static Set<String> ids(QueueBrowser browser) throws JMSException {
        Set<String> ids = new LinkedHashSet<>();
        Enumeration<?> all = browser.getEnumeration();
        while (all.hasMoreElements() && ids.size() < MOST_READ) {
            ids.add(id((Message) all.nextElement(), ids.size()));
        }
        return ids;
    }

    /** The id of the message; one that is not ours gets a name of its own, so that it is counted. */
    private static String id(Message message, int number) {
        try {
            String id = message.getStringProperty("messageId");
            return id == null ? "other " + number : id;
        } catch (JMSException e) {
            return "other " + number;
        }
    }
}
