// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.delivery.MessageBatch;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement.Problem;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements.Received;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Turns messages of the broker into {@link InboundAcknowledgement}s, before Camel maps anything: text only, at most
 * 16,384 characters, strict JSON that is valid against the contract's schema. No input of a partner makes it fail, and no
 * object is ever deserialised. The user is the one that the hub's own broker stamped
 * on the message, never one that the message claims; the queue of a partner identifies it on every broker.
 */
@Component
public class AcknowledgementReader implements MessageConverter {

    private static final int LONGEST = 16_384;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(20)
                            .maxStringLength(LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Schema schema;
    private final boolean isStamped;

    /**
     * A reader.
     *
     * @param stamp the plugin that the hub's own broker runs with; without it, any partner could write the property, and
     *     it is never read
     */
    AcknowledgementReader(ObjectProvider<SenderStamp> stamp) {
        isStamped = stamp.getIfAvailable() != null;
        try (InputStream in =
                AcknowledgementReader.class.getResourceAsStream("/contracts/acknowledgement-1.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list, also of a single message. */
    @Override
    public List<InboundAcknowledgement> fromMessage(Message received) throws JMSException {
        List<InboundAcknowledgement> acknowledgements = new ArrayList<>();
        for (Message message : MessageBatch.of(received)) {
            acknowledgements.add(read(message));
        }
        return acknowledgements;
    }

    private InboundAcknowledgement read(Message message) throws JMSException {
        String user = user(message);
        Received received = ReceivedContent.of(message);
        return message instanceof TextMessage text
                ? read(user, received, text.getText())
                : new InboundAcknowledgement.Unreadable(user, received, Problem.NOT_TEXT);
    }

    /** Acknowledgements are read, never written. */
    @Override
    public Message toMessage(Object object, Session session) {
        throw new MessageConversionException("The hub sends no acknowledgements");
    }

    private String user(Message message) throws JMSException {
        return isStamped && message.getObjectProperty(SenderStamp.PROPERTY) instanceof byte[] stamp
                ? new String(stamp, StandardCharsets.UTF_8)
                : "";
    }

    private InboundAcknowledgement read(String user, Received received, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return new InboundAcknowledgement.Unreadable(user, received, Problem.EMPTY);
        }
        if (text.length() > LONGEST) {
            return new InboundAcknowledgement.Unreadable(user, received, Problem.TOO_LONG);
        }
        JsonNode json;
        try {
            json = JSON.readValue(text);
        } catch (JsonProcessingException e) {
            return new InboundAcknowledgement.Unreadable(user, received, Problem.NOT_JSON);
        }
        boolean valid = schema.validate(
                        json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
        if (!valid) {
            return new InboundAcknowledgement.Unreadable(user, received, Problem.NOT_CONTRACT);
        }
        try {
            return new InboundAcknowledgement.Readable(user, received, acknowledgement(json));
        } catch (DateTimeException e) {
            return new InboundAcknowledgement.Unreadable(user, received, Problem.BAD_TIME);
        }
    }

    private static Acknowledgement acknowledgement(JsonNode json) {
        return new Acknowledgement(
                json.get("messageId").asText(),
                Acknowledgement.Status.valueOf(json.get("status").asText()),
                json.path("reason").isTextual() ? json.get("reason").asText() : null,
                OffsetDateTime.parse(json.get("at").asText()));
    }
}
