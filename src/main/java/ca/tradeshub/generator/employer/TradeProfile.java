// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A trade in the generator, from its table {@code trades}.
 *
 * @param code trade code
 * @param business line of business
 * @param weight apprentices in 1,000
 * @param levels years of training
 * @param journeypersonRate hourly rate of a journeyperson in 2015, in cents
 * @param isInAppendixA whether Appendix A of the tax credit lists it
 * @param isCompulsory whether only apprentices and certificate holders may practise it
 * @param wasUnderTqaa whether the Trades Qualification and Apprenticeship Act governed it until 2013-04-07
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
    private static final WeightedChoices<String> BUSINESSES = WeightedChoices.of(
            BY_BUSINESS.keySet(),
            business -> in(business).stream().mapToInt(TradeProfile::weight).sum());

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

    /** Returns all trades, in the order of the table. */
    public static List<TradeProfile> all() {
        return ALL;
    }

    /** Returns the lines of business, weighted by their apprentices. */
    static WeightedChoices<String> businesses() {
        return BUSINESSES;
    }

    /** Returns the trades of a line of business. */
    static List<TradeProfile> in(String business) {
        return Objects.requireNonNull(BY_BUSINESS.get(business), "every line of business has its trades");
    }

    /** Returns the number of women in 1,000 apprentices, high in hairstyling only. */
    public int womenPerMille() {
        return business.equals("hair") ? 880 : 60;
    }
}
