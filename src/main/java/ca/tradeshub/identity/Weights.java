// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The weights of a comparison after Fellegi and Sunter, as data.
 *
 * @param origin where the weights are from
 * @param fields the weight of each level of each field; a field that is missing does not count
 */
public record Weights(String origin, Map<Field, Map<Level, Weight>> fields) {

    private static final String STANDARD = "identity/weights.yaml";

    public Weights {
        fields = Map.copyOf(fields);
    }

    /**
     * How often two records agree at a level.
     *
     * @param m share among pairs of records of one person
     * @param u share among pairs of records of two persons
     */
    public record Weight(double m, double u) {

        public Weight {
            if (!(m > 0 && m <= 1 && u > 0 && u <= 1)) {
                throw new IllegalArgumentException("m and u must be above 0 and at most 1, not " + m + " and " + u);
            }
        }

        /** The logarithm of m / u to the base 2. */
        public double bits() {
            return StrictMath.log(m / u) / StrictMath.log(2);
        }
    }

    /** The weights of the hub. */
    public static Weights standard() {
        try (InputStream in = Weights.class.getClassLoader().getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("Resource not found on the class path: " + STANDARD);
            }
            return new YAMLMapper().readValue(in, Weights.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + STANDARD, e);
        }
    }

    /**
     * Reads weights in YAML.
     *
     * @throws IOException when the text is not readable or does not have this form
     */
    public static Weights read(Reader yaml) throws IOException {
        return new YAMLMapper().readValue(yaml, Weights.class);
    }

    /** The weight of a level of a field in bits; 0 when the level is unknown or the field does not count. */
    public double bits(Field field, Level level) {
        Weight weight = fields.getOrDefault(field, Map.of()).get(level);
        return weight == null ? 0 : weight.bits();
    }
}
