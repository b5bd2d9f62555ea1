// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;

/** The client that the document for consumers shows, line by line. */
final class FirstClient {

    private FirstClient() {}

    /** Reads all claims, acknowledges each, and returns their keys and kinds. */
    static List<String> readClaims(String url) throws JMSException {
        List<String> read = new ArrayList<>();
        try (Connection connection = new JmsConnectionFactory("consumer", "demo", url).createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer claims = session.createConsumer(session.createQueue("taxcredit.verification"));
            MessageProducer replies = session.createProducer(session.createQueue("hub.acknowledgements"));
            for (Message next = claims.receive(2000); next != null; next = claims.receive(2000)) {
                String id = next.getStringProperty("messageId");
                // Store the message and its id here; drop a message whose id you have already stored.
                read.add(next.getStringProperty("recordKey") + " " + next.getStringProperty("kind") + " "
                        + ((TextMessage) next).getText());
                replies.send(session.createTextMessage(
                        """
                        {"messageId":"%s","status":"POSTED","at":"%s"}
                        """
                                .formatted(id, Instant.now())));
                session.commit();
            }
        }
        return read;
    }
}
