// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.Level;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import ca.tradeshub.identity.Weights.Weight;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The weights of the hub are what is learned from invented persons. {@code -Ddocuments.write=true} writes them. */
class StandardWeightsTest {

    private static final Path FILE = Path.of("src/main/resources/identity/weights.yaml");
    private static final int PERSONS = 20_000;
    private static final long SEED = 1;

    private static final String COMMENT =
            """
            # Weights of identity matching: how often two records agree at a level, among pairs of records of one person (m) and of
            # two persons (u). The weight of a level is log2(m / u) bits. Thresholds are bits above log2 of the population.
            """;

    private static final String ORIGIN = "Names, birth date, postal code and trade: learned from two records each of "
            + PERSONS + " invented persons of Ontario (InventedPersons, seed " + SEED
            + "), whose errors are assumptions."
            + " Identifiers and province: assumptions. Thresholds and required fields: decisions.";

    @Test
    void the_weights_of_the_hub_are_those_learned_from_invented_persons() throws IOException {
        InventedPersons invented = new InventedPersons(SEED);
        List<PersonTraits> persons = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            persons.add(PersonTraits.of(invented.person(i)));
            persons.add(PersonTraits.of(invented.record(i)));
            labels.add("person " + i);
            labels.add("person " + i);
        }
        Set<Field> required = EnumSet.of(Field.FAMILY_NAME, Field.GIVEN_NAMES, Field.BIRTH_DATE);
        Weights learned = WeightLearning.count(persons, labels, new Weights(ORIGIN, 10, 0, required, Map.of()));
        Map<Field, Map<Level, Weight>> fields = new EnumMap<>(learned.fields());
        fields.putAll(assumed());
        StringWriter written = new StringWriter();
        written.write(COMMENT);
        new Weights(ORIGIN, 10, 0, required, fields).write(written);

        if (Boolean.getBoolean("documents.write")) {
            Files.writeString(FILE, written.toString());
        }
        assertThat(Files.readString(FILE)).isEqualTo(written.toString());
    }

    private static Map<Field, Map<Level, Weight>> assumed() {
        Map<Level, Weight> number = Map.of(
                Level.SAME, new Weight(0.99, 0.000001),
                Level.SIMILAR, new Weight(0.008, 0.00001),
                Level.DIFFERENT, new Weight(0.002, 0.99));
        return Map.of(
                Field.CLIENT_ID,
                number,
                Field.ACCOUNT_NUMBER,
                number,
                Field.SIN,
                Map.of(Level.SAME, new Weight(0.99, 0.000001), Level.DIFFERENT, new Weight(0.01, 0.99)),
                Field.PROVINCE,
                Map.of(
                        Level.SAME, new Weight(0.97, 0.9),
                        Level.SIMILAR, new Weight(0.01, 0.01),
                        Level.DIFFERENT, new Weight(0.02, 0.09)));
    }
}
