// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.FieldEvidence;
import ca.tradeshub.identity.matching.MatchStatus;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes pairs as CSV: two records, the status, the weight, then level and weight of each field. No name is written. */
public final class PairWriter {

    private final CsvWriter csv;
    private final Set<Field> fields;

    /**
     * Writes the header row.
     *
     * @param out receives the rows; the caller closes it
     * @param fields the fields that were compared
     */
    public PairWriter(Writer out, Set<Field> fields) {
        this.csv = CsvWriter.builder().bufferSize(0).build(out);
        this.fields = fields;
        List<String> header = new ArrayList<>(List.of("first", "second", "person", "status", "bits"));
        for (Field field : Field.values()) {
            if (fields.contains(field)) {
                String name = field.name().toLowerCase(Locale.ROOT);
                header.add(name);
                header.add(name + "_bits");
            }
        }
        csv.writeRecord(header);
    }

    /**
     * Writes a pair.
     *
     * @param first the record of the first file
     * @param second the other record
     * @param person a record that names the person of the group; empty for pairs of two files
     * @param status the status of the pair
     * @param comparison the evidence
     */
    public void write(String first, String second, String person, MatchStatus status, Comparison comparison) {
        List<String> row = new ArrayList<>(
                List.of(first, second, person, status.name().toLowerCase(Locale.ROOT), bits(comparison.bits())));
        for (FieldEvidence evidence : comparison.fields()) {
            if (fields.contains(evidence.field())) {
                row.add(evidence.level().name().toLowerCase(Locale.ROOT));
                row.add(bits(evidence.bits()));
            }
        }
        csv.writeRecord(row);
    }

    private static String bits(double bits) {
        return String.format(Locale.ROOT, "%.2f", bits);
    }
}
