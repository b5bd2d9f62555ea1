// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.protection.SinProtection;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Canonical values as the store keeps them: JSON without null members, money and decimals as text, social insurance
 * numbers sealed. {@link #contentDigest} compares two records by their content. It uses the keyed hash of a social
 * insurance number, so two seals of the same number do not make the records differ.
 */
public final class CanonicalJson {

    private static final int DIGEST_BYTES = 16;

    private final ObjectWriter stored;
    private final ObjectWriter compared;
    private final ObjectMapper reader;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    /** JSON whose social insurance numbers the protection seals and opens. */
    public CanonicalJson(SinProtection protection) {
        reader = mapper(protection::seal, protection::open);
        stored = reader.writer();
        compared = mapper(protection::hash, protection::open).writer();
    }

    /** The value as the store keeps it. */
    public String write(Object value) {
        try {
            return stored.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " could not be written", e);
        }
    }

    /** A value the store kept. */
    public <T> T read(String json, Class<T> type) {
        try {
            return readers.computeIfAbsent(type, reader::readerFor).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored " + type.getSimpleName() + " could not be read");
        }
    }

    /** Sixteen bytes that are equal when two records say the same, wherever and whenever they were sent. */
    public byte[] contentDigest(CanonicalRecord record) {
        try {
            return digest(compared.writeValueAsBytes(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record could not be digested", e);
        }
    }

    /**
     * The same digest of a pay line, in a fraction of the time.
     *
     * @param sinHash the keyed hash of its social insurance number, null when it has none
     */
    public byte[] contentDigest(PayLine line, @Nullable String sinHash) {
        return digest(PayLineContent.write(line, sinHash));
    }

    private static byte[] digest(byte[] content) {
        return Arrays.copyOf(Sha256.start().digest(content), DIGEST_BYTES);
    }

    private static ObjectMapper mapper(Function<Sin, String> sinToText, Function<String, Sin> sinOfText) {
        SimpleModule values = new SimpleModule("canonical values");
        scalar(values, Sin.class, sinToText, sinOfText);
        scalar(values, Money.class, Money::toString, Money::of);
        scalar(values, TradeCode.class, TradeCode::value, TradeCode::new);
        scalar(values, BusinessNumber.class, BusinessNumber::value, BusinessNumber::new);
        scalar(values, BigDecimal.class, BigDecimal::toPlainString, BigDecimal::new);
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(values)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    private static <T> void scalar(
            SimpleModule module, Class<T> type, Function<T, String> toText, Function<String, T> ofText) {
        module.addSerializer(type, new StdScalarSerializer<T>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(toText.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return ofText.apply(parser.getText());
            }
        });
    }
}
