// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trade in the generator, from its table {@code trades}.
 *
 * @param code trade code
 * @param business line of business
 * @param weight apprentices in 1,000
 * @param levels years of training
 * @param journeypersonRate hourly rate of a journeyperson in 2015, in cents
 * @param provisions what the law provides for it
 */
public record TradeProfile(
        TradeCode code, String business, int weight, int levels, int journeypersonRate, Set<Provision> provisions) {

    /** What the law provides for a trade, each with its column of the table. */
    public enum Provision {
        APPENDIX_A("appendix_a"),
        COMPULSORY("compulsory"),
        TQAA("tqaa"),
        EXAMINATION("exam");

        private final String column;

        Provision(String column) {
            this.column = column;
        }
    }

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
                Stream.of(Provision.values())
                        .filter(provision -> Table.yes(row, provision.column))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns whether Appendix A of the tax credit lists it. */
    public boolean isInAppendixA() {
        return provisions.contains(Provision.APPENDIX_A);
    }

    /** Returns whether only apprentices and certificate holders may practise it. */
    public boolean isCompulsory() {
        return provisions.contains(Provision.COMPULSORY);
    }

    /** Returns whether the Trades Qualification and Apprenticeship Act governed it until 2013-04-07. */
    public boolean wasUnderTqaa() {
        return provisions.contains(Provision.TQAA);
    }

    /** Returns whether it has a certificate of qualification. */
    public boolean hasExamination() {
        return provisions.contains(Provision.EXAMINATION);
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
