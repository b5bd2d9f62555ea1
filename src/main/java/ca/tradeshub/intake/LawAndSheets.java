package ca.tradeshub.intake;

import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.RuleBook;
import ca.tradeshub.rules.TradeRegister;
import ca.tradeshub.rules.attc.TaxCredit;
import java.nio.file.Path;

/**
 * What records are measured by. Made here for the hub, its commands and its tests alike.
 *
 * @param rules the rules over the law in force
 * @param mappings the mapping sheets
 */
public record LawAndSheets(RuleBook rules, Mappings mappings) {

    /**
     * The law in force and the sheets of a folder.
     *
     * @param mappingsDir the folder; blank for the sheets inside the jar
     * @throws ca.tradeshub.mapping.BadSheetException naming file, line and reason, when a sheet is wrong
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public static LawAndSheets load(String mappingsDir) {
        return new LawAndSheets(
                RuleBook.standard(),
                Mappings.load(
                        mappingsDir.isBlank()
                                ? MappingSource.classpath()
                                : MappingSource.folder(Path.of(mappingsDir))));
    }

    /** The trades the law knows. */
    public TradeRegister trades() {
        return rules.law().trades();
    }

    /** The tax credit as the law computes it. */
    public TaxCredit taxCredit() {
        return new TaxCredit(rules.law());
    }
}
