// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/**
 * Writes the JMS properties of a message. In Java because every message passes here: eight expressions of the route
 * language cost as much as the sending itself.
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
        message.head().forEachProperty(headers::put);
        headers.put("_AMQ_DUPL_ID", message.messageId());
        headers.put("JMSCorrelationID", message.head().recordKey());
        return message.body();
    }
}
