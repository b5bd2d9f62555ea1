package ca.tradeshub.delivery.acknowledgement;

import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Part of the broker: writes on every message sent to {@code hub.acknowledgements} who sent it. The broker's own
 * {@code populate-validated-user} leaves AMQP messages alone, and the user an AMQP message names is whatever its sender
 * wrote. The stamp is an extra property of the broker's, in bytes: it replaces whatever property of that name a sender
 * set, and no text is taken for it.
 */
public final class SenderStamp implements ActiveMQServerMessagePlugin {

    public static final String PROPERTY = "_HUB_SENDER";
    private static final SimpleString KEY = SimpleString.of(PROPERTY);
    private static final String QUEUE = "hub.acknowledgements";

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue) {
        if (QUEUE.equals(message.getAddress())) {
            String user = session.getValidatedUser();
            message.putExtraBytesProperty(KEY, (user == null ? "" : user).getBytes(StandardCharsets.UTF_8));
        }
    }
}
