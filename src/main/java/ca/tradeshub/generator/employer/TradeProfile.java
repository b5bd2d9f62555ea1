package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the generator knows of a trade, from its table {@code trades}.
 *
 * @param code the trade's code
 * @param business the line of business it is worked in
 * @param weight how many of 1,000 apprentices are in it
 * @param levels years of training
 * @param journeypersonRate a journeyperson's hourly rate of 2015, in cents
 * @param isInAppendixA whether the tax credit knows it
 * @param isCompulsory whether only apprentices and certificate holders may work in it
 * @param wasUnderTqaa whether it stood under the Trades Qualification and Apprenticeship Act until 2013-04-07
 * @param hasExamination whether it has a certificate of qualification
 */
public record TradeProfile(
        TradeCode code,
        String business,
        int weight,
        int levels,
        int journeypersonRate,
        boolean isInAppendixA,
        boolean isCompulsory,
        boolean wasUnderTqaa,
        boolean hasExamination) {

    private static final List<TradeProfile> ALL =
            Table.own("trades").stream().map(TradeProfile::of).toList();
    private static final Map<String, List<TradeProfile>> BY_BUSINESS =
            ALL.stream().collect(Collectors.groupingBy(TradeProfile::business, TreeMap::new, Collectors.toList()));
    private static final WeightedChoices<String> BUSINESSES =
            WeightedChoices.of(BY_BUSINESS.keySet(), business -> BY_BUSINESS.get(business).stream()
                    .mapToInt(TradeProfile::weight)
                    .sum());

    private static TradeProfile of(NamedCsvRecord row) {
        return new TradeProfile(
                new TradeCode(row.getField("code")),
                row.getField("business"),
                Table.number(row, "weight"),
                Table.number(row, "levels"),
                Table.number(row, "rate"),
                Table.yes(row, "appendix_a"),
                Table.yes(row, "compulsory"),
                Table.yes(row, "tqaa"),
                Table.yes(row, "exam"));
    }

    /** Every trade, in the order of the table. */
    public static List<TradeProfile> all() {
        return ALL;
    }

    /** The lines of business by the apprentices in them. */
    static WeightedChoices<String> businesses() {
        return BUSINESSES;
    }

    /** The trades worked in a line of business. */
    static List<TradeProfile> in(String business) {
        return BY_BUSINESS.get(business);
    }

    /** Women in 1,000 apprentices: the trades differ little but for one. */
    public int womenPerMille() {
        return business.equals("hair") ? 880 : 60;
    }
}
