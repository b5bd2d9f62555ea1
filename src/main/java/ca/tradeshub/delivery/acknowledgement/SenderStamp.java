// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIllegalStateException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * A plugin of the broker: stamps every message sent to {@code hub.acknowledgements} with its authenticated sender. The
 * broker's own {@code populate-validated-user} does not apply to AMQP messages, in which a sender can name any user. The
 * stamp is an extra property in bytes: it replaces any property of that name that the sender set, and a text property is
 * never read as a stamp.
 */
public final class SenderStamp implements ActiveMQServerMessagePlugin {

    public static final String PROPERTY = "_HUB_SENDER";
    private static final SimpleString KEY = SimpleString.of(PROPERTY);
    private static final int LARGEST = 64 * 1024;
    private static final String QUEUE = "hub.acknowledgements";

    /**
     * Stamps, and refuses what is far larger than any acknowledgement before the broker stores it.
     *
     * @throws ActiveMQException when the message is larger than 64 KiB; its sender receives the refusal
     */
    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        String address = String.valueOf(message.getAddress());
        if ((address.equals(QUEUE) || address.startsWith(QUEUE + "."))
                && !address.endsWith(".refused")
                && (message.isLargeMessage() || message.getWholeMessageSize() > LARGEST)) {
            throw new ActiveMQIllegalStateException("An acknowledgement has at most " + LARGEST + " bytes");
        }
        if (QUEUE.equals(message.getAddress())) {
            String user = session.getValidatedUser();
            message.putExtraBytesProperty(KEY, (user == null ? "" : user).getBytes(StandardCharsets.UTF_8));
        }
    }
}
