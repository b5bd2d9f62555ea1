// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights and thresholds of matching after Fellegi and Sunter, as data. A threshold is in bits above the logarithm
 * of the population: chance alone must be exceeded by as many bits as it takes to pick one person of all.
 *
 * @param origin where the weights are from
 * @param link bits above chance from which two records are linked automatically
 * @param review bits above chance from which a person reviews the pair
 * @param required fields that must agree or be close for an automatic link, whatever the other fields weigh
 * @param fields the weight of each level of each field; a field that is missing does not count
 */
public record Weights(
        String origin, double link, double review, Set<Field> required, Map<Field, Map<Level, Weight>> fields) {

    private static final String STANDARD = "identity/weights.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    public Weights {
        // In the order of the enumerations, so that the weights are written the same each time.
        required = Collections.unmodifiableSet(new TreeSet<>(required));
        Map<Field, Map<Level, Weight>> ordered = new TreeMap<>();
        fields.forEach((field, levels) -> ordered.put(field, Collections.unmodifiableMap(new TreeMap<>(levels))));
        fields = Collections.unmodifiableMap(ordered);
        if (review > link) {
            throw new IllegalArgumentException("The threshold for review is above that for a link");
        }
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
            return log2(m / u);
        }

        /** The same for a value of which the share among all persons is known. */
        double bits(double share) {
            return log2(m / share);
        }
    }

    /** The weights of the hub. */
    public static Weights standard() {
        try (InputStream in = Weights.class.getClassLoader().getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("Resource not found on the class path: " + STANDARD);
            }
            return YAML.readValue(in, Weights.class);
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
        return YAML.readValue(yaml, Weights.class);
    }

    /** Writes the weights in YAML. */
    public void write(Writer yaml) throws IOException {
        YAML.writeValue(yaml, this);
    }

    /** The weight of a level of a field in bits; 0 when the level is unknown or the field does not count. */
    public double bits(Field field, Level level) {
        Weight weight = fields.getOrDefault(field, Map.of()).get(level);
        return weight == null ? 0 : weight.bits();
    }

    /** The logarithm to the base 2. */
    public static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }
}
