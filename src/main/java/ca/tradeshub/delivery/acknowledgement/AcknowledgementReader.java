// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Sha256;
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
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Turns a message of the broker into an {@link InboundAcknowledgement}, before Camel maps anything: text only, at most
 * 16,384 characters, strict JSON that is valid against the contract's schema. No input of a partner makes it fail, and no
 * object is ever deserialised. The user is the one the broker stamped on the message, never one the message claims.
 */
@Component
public class AcknowledgementReader implements MessageConverter {

    private static final Messages MESSAGES = Messages.of(AcknowledgementReader.class);
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

    AcknowledgementReader() {
        try (InputStream in =
                AcknowledgementReader.class.getResourceAsStream("/contracts/acknowledgement-1.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InboundAcknowledgement fromMessage(Message message) throws JMSException {
        String user = user(message);
        if (message instanceof TextMessage text) {
            return read(user, text.getText());
        }
        return new InboundAcknowledgement.Unreadable(
                user, Sha256.hex(String.valueOf(message.getJMSMessageID())), MESSAGES.text("problem.not-text"));
    }

    /** Acknowledgements are read, never written. */
    @Override
    public Message toMessage(Object object, Session session) {
        throw new MessageConversionException("The hub sends no acknowledgements");
    }

    private static String user(Message message) throws JMSException {
        return message.getObjectProperty(SenderStamp.PROPERTY) instanceof byte[] stamp
                ? new String(stamp, StandardCharsets.UTF_8)
                : "";
    }

    private InboundAcknowledgement read(String user, String text) {
        String digest = Sha256.hex(String.valueOf(text));
        if (text == null || text.isBlank()) {
            return new InboundAcknowledgement.Unreadable(user, digest, MESSAGES.text("problem.empty"));
        }
        if (text.length() > LONGEST) {
            return new InboundAcknowledgement.Unreadable(user, digest, MESSAGES.text("problem.too-long", LONGEST));
        }
        JsonNode json;
        try {
            json = JSON.readValue(text);
        } catch (JsonProcessingException e) {
            return new InboundAcknowledgement.Unreadable(user, digest, MESSAGES.text("problem.not-json"));
        }
        boolean valid = schema.validate(
                        json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
        if (!valid) {
            return new InboundAcknowledgement.Unreadable(user, digest, MESSAGES.text("problem.contract"));
        }
        try {
            return new InboundAcknowledgement.Readable(user, digest, acknowledgement(json));
        } catch (DateTimeException e) {
            return new InboundAcknowledgement.Unreadable(user, digest, MESSAGES.text("problem.time"));
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
