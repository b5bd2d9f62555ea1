// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.broker;

import ca.tradeshub.overview.QueueDepths;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the queue depths from the broker, embedded or external. */
@Component
class BrokerQueues implements QueueDepths, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerQueues.class);

    private static final long ANSWER_MILLIS = 3_000;

    private final ActiveMQConnectionFactory factory;
    private @Nullable Connection connection;

    BrokerQueues(BrokerConnectionDetails broker) {
        factory = new ActiveMQConnectionFactory(broker.url(), broker.username(), broker.password());
        // Pages and health checks need a response at once, also while the broker is unavailable.
        factory.setReconnectAttempts(0);
        factory.setCallTimeout(ANSWER_MILLIS);
    }

    @Override
    public synchronized Map<String, @Nullable Long> depths() {
        Map<String, @Nullable Long> depths = new LinkedHashMap<>();
        try {
            ClientSession session = session();
            for (String queue : Queues.ALL) {
                ClientSession.QueueQuery answer = session.queueQuery(SimpleString.of(queue));
                depths.put(queue, answer.isExists() ? answer.getMessageCount() : null);
            }
        } catch (JMSException | ActiveMQException e) {
            LOG.warn("Cannot read queue depths from the broker: {}", e.getMessage());
            close();
            Queues.ALL.forEach(queue -> depths.put(queue, null));
        }
        return depths;
    }

    private ClientSession session() throws JMSException {
        if (connection == null) {
            connection = factory.createConnection();
        }
        return ((ActiveMQConnection) connection).getInitialSession();
    }

    @Override
    public synchronized void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.debug("The connection to the broker was lost before it was closed", e);
        }
        connection = null;
    }
}
