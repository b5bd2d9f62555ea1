// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements.Received;
import ca.tradeshub.protection.Masking;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/** What a message of a partner held, as bytes: no object is ever deserialised, and no more than a megabyte is read. */
final class ReceivedContent {

    private static final int MOST_READ = 1 << 20;
    private static final int MOST_KEPT = 16_384;
    private static final Pattern CORRELATION = Pattern.compile("[!-~]{1,128}");

    private ReceivedContent() {}

    static Received of(Message message) throws JMSException {
        String text = message instanceof TextMessage textMessage ? textMessage.getText() : null;
        if (text != null) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String kept = text.length() > MOST_KEPT ? text.substring(0, MOST_KEPT) : text;
            return received(message, "text", bytes, kept, bytes.length);
        }
        ActiveMQBuffer body =
                message instanceof ActiveMQMessage own ? own.getCoreMessage().getReadOnlyBodyBuffer() : null;
        int size = body == null ? 0 : body.readableBytes();
        byte[] bytes = new byte[Math.min(size, MOST_READ)];
        if (body != null) {
            body.readBytes(bytes);
        }
        String kept = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_KEPT)));
        return received(message, kind(message), bytes, kept, size);
    }

    private static Received received(Message message, String kind, byte[] bytes, String kept, long size)
            throws JMSException {
        return new Received(kind, kept, size, digest(bytes), message.getJMSRedelivered(), correlation(message));
    }

    private static String kind(Message message) {
        if (message instanceof TextMessage) {
            return "text";
        }
        if (message instanceof BytesMessage) {
            return "bytes";
        }
        if (message instanceof MapMessage) {
            return "map";
        }
        if (message instanceof ObjectMessage) {
            return "object";
        }
        return message instanceof StreamMessage ? "stream" : "none";
    }

    private static @Nullable String correlation(Message message) throws JMSException {
        String id = message.getJMSCorrelationID();
        return id != null && CORRELATION.matcher(id).matches() && !Masking.holdsSin(id) ? id : null;
    }

    private static String digest(byte[] bytes) {
        MessageDigest digest = Sha256.start();
        digest.update(bytes);
        return Sha256.hex(digest);
    }
}
