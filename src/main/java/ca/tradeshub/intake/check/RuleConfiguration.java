// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.law.Law;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleBook;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What records are measured by. Made here for the hub, its commands and its tests alike.
 *
 * @param rules the rules over the law in force
 * @param mappings the mapping sheets
 */
public record RuleConfiguration(RuleBook rules, Mappings mappings) {

    /**
     * The law in force and the sheets of a folder.
     *
     * @param mappingsDir the folder; blank for the sheets inside the jar
     * @param readings other readings of the law than the recommended ones, reading id to choice
     * @throws ca.tradeshub.law.UnknownInterpretationException when a reading or its choice is not known
     * @throws ca.tradeshub.mapping.BadSheetException naming file, line and reason, when a sheet is wrong
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public static RuleConfiguration load(String mappingsDir, Map<String, String> readings) {
        return new RuleConfiguration(
                RuleBook.load(law(readings)),
                Mappings.load(
                        mappingsDir.isBlank()
                                ? MappingSource.classpath()
                                : MappingSource.folder(Path.of(mappingsDir))));
    }

    /**
     * The law under other readings than the recommended ones.
     *
     * @param readings reading id, in any case, to choice
     * @throws ca.tradeshub.law.UnknownInterpretationException when a reading or its choice is not known
     */
    public static Law law(Map<String, String> readings) {
        Map<String, String> choices = new TreeMap<>();
        readings.forEach((id, choice) -> choices.put(id.toUpperCase(Locale.ROOT), choice));
        return Law.standard().withReadings(choices);
    }

    /** The trades of the law. */
    public TradeRegister trades() {
        return rules.law().trades();
    }

    /** The tax credit as the law computes it. */
    public TaxCredit taxCredit() {
        return new TaxCredit(rules.law());
    }
}
