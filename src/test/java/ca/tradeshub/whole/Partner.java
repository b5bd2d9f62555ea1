// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.message.JmsTextMessage;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;
import org.apache.qpid.proton.amqp.Binary;

/** A partner agency's consumer: AMQP through Qpid JMS, sharing no code with the hub. It dedupes on the message id. */
final class Partner implements AutoCloseable {

    static final String REGISTRY = "registry.certification";
    static final String TAX = "taxcredit.verification";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A message as it was read.
     *
     * @param properties every JMS property, and the correlation id as {@code JMSCorrelationID}
     * @param body its JSON
     */
    record Received(Map<String, Object> properties, JsonNode body) {

        String key() {
            return body.path("recordKey").asText();
        }

        int version() {
            return body.path("version").asInt();
        }

        /** The body without what two runs may differ in. */
        JsonNode content() {
            ObjectNode content = body.deepCopy();
            content.remove(List.of("version", "supersedes", "messageId", "decidedAt", "sources", "kind"));
            return content;
        }
    }

    private final Connection connection;

    Partner(int port) throws JMSException {
        this(port, "consumer", "demo");
    }

    Partner(int port, String user, String password) throws JMSException {
        connection = new JmsConnectionFactory(user, password, "amqp://127.0.0.1:" + port).createConnection();
        connection.start();
    }

    /** Reads a queue until it stays silent, each message once. */
    List<Received> drain(String queue, long silenceMillis) throws JMSException, IOException {
        return take(queue, Integer.MAX_VALUE, silenceMillis);
    }

    /** Reads so many messages of a queue, or as many as come before it stays silent. */
    List<Received> take(String queue, int limit, long silenceMillis) throws JMSException, IOException {
        Map<String, Received> byId = new HashMap<>();
        List<Received> received = new ArrayList<>();
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            // What is received and not kept would be lost with the commit, so the limit is looked at first.
            while (received.size() < limit) {
                Message message = consumer.receive(silenceMillis);
                if (message == null) {
                    break;
                }
                Received one = read((TextMessage) message);
                if (byId.put(one.body().path("messageId").asText(), one) == null) {
                    received.add(one);
                }
                if (received.size() % 200 == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
        return received;
    }

    /** Sends an acknowledgement. */
    void acknowledge(String body) throws JMSException {
        send("hub.acknowledgements", body, null);
    }

    /**
     * Sends a text to a queue.
     *
     * @param stamp whom the message names as its sender in the property that the embedded broker writes; null for nobody
     */
    void send(String queue, String body, String stamp) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            JmsTextMessage message = (JmsTextMessage) session.createTextMessage(body);
            if (stamp != null) {
                // As AMQP carries it: an application property of bytes, which the JMS interface does not permit.
                ((AmqpJmsMessageFacade) message.getFacade())
                        .setApplicationProperty("_HUB_SENDER", new Binary(stamp.getBytes(StandardCharsets.UTF_8)));
            }
            producer.send(message);
        }
    }

    /** Reads the texts of a queue until it stays silent. */
    List<JsonNode> texts(String queue, long silenceMillis) throws JMSException, IOException {
        List<JsonNode> texts = new ArrayList<>();
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message message = consumer.receive(silenceMillis);
                    message != null;
                    message = consumer.receive(silenceMillis)) {
                texts.add(JSON.readTree(((TextMessage) message).getText()));
            }
        }
        return texts;
    }

    /** The last version of every key that was not withdrawn. */
    static Map<String, Received> last(List<Received> messages) {
        Map<String, Received> last = new TreeMap<>();
        for (Received message : messages) {
            last.merge(message.key(), message, (one, other) -> one.version() > other.version() ? one : other);
        }
        last.values().removeIf(message -> message.body().path("kind").asText().equals("WITHDRAW"));
        return last;
    }

    private static Received read(TextMessage message) throws JMSException, IOException {
        Map<String, Object> properties = new TreeMap<>();
        Enumeration<?> names = message.getPropertyNames();
        for (Object name : Collections.list(names)) {
            properties.put((String) name, message.getObjectProperty((String) name));
        }
        properties.put("JMSCorrelationID", message.getJMSCorrelationID());
        return new Received(properties, JSON.readTree(message.getText()));
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
