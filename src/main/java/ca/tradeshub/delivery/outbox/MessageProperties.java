// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/**
 * The JMS properties of a message (interface agreements, section 3; {@code contracts/asyncapi.yaml}). In Java because
 * every message passes here: eight expressions of the route language cost as much as the sending itself.
 */
@Component
public class MessageProperties {

    private final SendLimit limit;

    public MessageProperties(SendLimit limit) {
        this.limit = limit;
    }

    /**
     * Sets the properties.
     *
     * @param message the message
     * @param headers the headers Camel makes properties of
     * @return the text to send
     */
    public String write(@Body OutgoingMessage message, @Headers Map<String, Object> headers) {
        limit.progress();
        headers.put("contract", message.contract());
        headers.put("messageId", message.messageId());
        headers.put("recordKey", message.recordKey());
        headers.put("version", message.version());
        headers.put("kind", message.kind());
        headers.put("JMSXGroupID", message.groupId());
        headers.put("_AMQ_DUPL_ID", message.messageId());
        headers.put("JMSCorrelationID", message.recordKey());
        return message.body();
    }
}
