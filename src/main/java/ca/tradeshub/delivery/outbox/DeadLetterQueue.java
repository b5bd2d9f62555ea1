// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jms.core.JmsTemplate;

/** Takes single messages out of the broker's queue of dead letters, each in a transaction of the broker. */
final class DeadLetterQueue {

    /** How long the broker may take to find a message. */
    private static final long PATIENCE_MILLIS = 3_000;

    private final JmsTemplate broker;

    DeadLetterQueue(ConnectionFactory connections) {
        broker = new JmsTemplate(connections);
        broker.setSessionTransacted(true);
    }

    /** Moves a message back to its queue; false when it is not among the dead letters. */
    boolean moveBack(DeadLetters.Dead dead) {
        return Boolean.TRUE.equals(broker.execute(session -> take(session, dead, true), true));
    }

    /** Removes a message; false when it is not among the dead letters. */
    boolean remove(DeadLetters.Dead dead) {
        return Boolean.TRUE.equals(broker.execute(session -> take(session, dead, false), true));
    }

    private static boolean take(Session session, DeadLetters.Dead dead, boolean isSentAgain) throws JMSException {
        String selector = "messageId = '" + dead.message().messageId().replace("'", "''") + "'";
        try (MessageConsumer letters = session.createConsumer(session.createQueue(DeadLetters.QUEUE), selector)) {
            Message found = letters.receive(PATIENCE_MILLIS);
            if (found == null) {
                return false;
            }
            if (isSentAgain) {
                send(session, dead);
            }
            session.commit();
            return true;
        }
    }

    /**
     * Sends the message as the ledger has it. Its id for the detection of duplicates is new: under the first one the broker
     * would drop it.
     */
    private static void send(Session session, DeadLetters.Dead dead) throws JMSException {
        OutgoingMessage message = dead.message();
        TextMessage again = session.createTextMessage(message.body());
        Map<String, Object> properties = new HashMap<>();
        message.head().forEachProperty(properties::put);
        properties.put("_AMQ_DUPL_ID", message.messageId() + "/" + UUID.randomUUID());
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            again.setObjectProperty(property.getKey(), property.getValue());
        }
        again.setJMSCorrelationID(message.head().recordKey());
        try (MessageProducer producer = session.createProducer(session.createQueue(dead.queue()))) {
            producer.send(again);
        }
    }
}
