// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.generator.employer.Employer.Business;
import ca.tradeshub.generator.employer.Employer.PayTerms;
import ca.tradeshub.generator.employer.Employer.Training;
import ca.tradeshub.generator.people.Names;
import ca.tradeshub.generator.people.Numbers;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import ca.tradeshub.generator.request.GeneratedPeriod;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws the employers of one generation unit. */
public final class EmployerDraw {

    private static final String AGENCY = "agency";
    private static final Set<String> ORGANISED =
            Set.of("building", "electrical", "masonry", "mechanical", "structural");
    private static final WeightedChoices<NamedCsvRecord> SIZES =
            WeightedChoices.of(Table.own("employer-sizes"), row -> Table.number(row, "weight"));
    private static final Map<String, List<NamedCsvRecord>> NAMES = Table.own("businesses").stream()
            .collect(Collectors.groupingBy(row -> row.getField("business"), TreeMap::new, Collectors.toList()));

    private final long seed;
    private final GeneratedPeriod generatedPeriod;
    private final Region region;
    private final Employer.Body union;
    private final Employer.Body committee;

    /**
     * Creates the draw. The sponsoring bodies of the unit take its first two numbers.
     *
     * @param seed the seed of the year
     * @param generatedPeriod the generated period
     * @param region the region of the unit
     * @param firstOrdinal the first number of the unit
     */
    public EmployerDraw(long seed, GeneratedPeriod generatedPeriod, Region region, long firstOrdinal) {
        this.seed = seed;
        this.generatedPeriod = generatedPeriod;
        this.region = region;
        SeededRandom random = SeededRandom.of(seed, "bodies", firstOrdinal);
        this.union = body(Sponsor.Kind.UNION, "union", firstOrdinal, random);
        this.committee = body(Sponsor.Kind.JOINT_COMMITTEE, "committee", firstOrdinal + 1, random);
    }

    private Employer.Body body(Sponsor.Kind kind, String names, long ordinal, SeededRandom random) {
        return new Employer.Body(kind, Numbers.payrollAccount(ordinal), name(names, true, random));
    }

    /**
     * Draws an employer.
     *
     * @param ordinal the number of the employer
     * @param largest the most apprentices of the employer
     */
    public Employer draw(long ordinal, int largest) {
        SeededRandom random = SeededRandom.of(seed, "employer", ordinal);
        NamedCsvRecord sizes = SIZES.draw(random);
        int drawn = random.between(Table.number(sizes, "from"), Table.number(sizes, "to"));
        int size = Math.min(drawn, largest);
        boolean isAgency = random.perMille(12);
        boolean isPublic = random.perMille(drawn > 5 ? 60 : 5);
        String line = isAgency ? AGENCY : TradeProfile.businesses().draw(random);
        Provider provider = provider(line, random);
        WeightedChoices<TradeProfile> trades = WeightedChoices.of(
                TradeProfile.in(isAgency ? "building" : line), trade -> provider.serves(trade) ? trade.weight() : 0);
        EmployerYear.Kind kind = isAgency ? EmployerYear.Kind.EMPLOYMENT_AGENCY : kind(isPublic, drawn, random);
        String name = name(isAgency ? AGENCY : isPublic ? "public" : line, random.perMille(850), random);
        Business business = new Business(Numbers.payrollAccount(ordinal), name, line, region, kind);
        boolean claims = random.perMille(isAgency ? 0 : isPublic ? 20 : line.equals("hair") ? 12 : 960);
        PayPattern pattern = payPattern(random);
        Employer.Body sponsor = sponsor(business, drawn, random);
        int payLot = random.below(100);
        boolean isJourneyperson = !isPublic && random.perMille(drawn > 9 ? 100 : 700);
        int weeklyHours = random.of(List.of(40, 40, 40, 40, 44, 35));
        int rateLevel = random.between(90, 116);
        return new Employer(
                ordinal,
                business,
                new Training(size, trades, isJourneyperson, sponsor),
                new PayTerms(provider, payLot, pattern, weeklyHours, rateLevel),
                claims,
                years(business, !isPublic, drawn, random));
    }

    private static PayPattern payPattern(SeededRandom random) {
        return new PayPattern(
                random.of(List.of(
                        PayPattern.Frequency.BIWEEKLY,
                        PayPattern.Frequency.BIWEEKLY,
                        PayPattern.Frequency.BIWEEKLY,
                        PayPattern.Frequency.SEMIMONTHLY)),
                random.of(List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
                random.in(1, 2),
                random.between(0, 6));
    }

    private Employer.Body sponsor(Business business, int size, SeededRandom random) {
        if (ORGANISED.contains(business.line()) && random.perMille(size > 9 ? 450 : 120)) {
            return random.in(1, 2) ? union : committee;
        }
        boolean isAgency = business.kind() == EmployerYear.Kind.EMPLOYMENT_AGENCY;
        return new Employer.Body(
                isAgency ? Sponsor.Kind.AGENCY : Sponsor.Kind.EMPLOYER, business.account(), business.name());
    }

    private Provider provider(String business, SeededRandom random) {
        int drawn = random.below(100);
        int french = 8 + region.french() / 12;
        if (drawn < french) {
            return Provider.BOREAL;
        }
        // An agency employs apprentices of every trade, but this provider has codes for a few trades only.
        boolean isServed = !business.equals(AGENCY) && Provider.CENTIME.serves(business);
        return drawn < french + 22 && isServed ? Provider.CENTIME : Provider.MAPLE;
    }

    private static EmployerYear.Kind kind(boolean isPublic, int size, SeededRandom random) {
        int drawn = random.below(100);
        if (isPublic || size > 9 || drawn < 78) {
            return EmployerYear.Kind.CORPORATION;
        }
        return drawn < 92 ? EmployerYear.Kind.PROPRIETOR : EmployerYear.Kind.PARTNERSHIP;
    }

    private String name(String business, boolean isEnglish, SeededRandom random) {
        List<NamedCsvRecord> every =
                Objects.requireNonNull(NAMES.get(business), "every line of business has patterns of names");
        List<NamedCsvRecord> patterns = every.stream()
                .filter(row -> row.getField("language").equals("en") == isEnglish)
                .toList();
        NamedCsvRecord pattern = random.of(patterns.isEmpty() ? every : patterns);
        String part =
                switch (pattern.getField("of")) {
                    case "family" -> Names.family(region, random);
                    case "town" -> region.town();
                    default -> Integer.toString(random.between(100, 1999));
                };
        return pattern.getField("pattern").replace("%s", part);
    }

    private List<EmployerYear> years(Business business, boolean isTaxed, int size, SeededRandom random) {
        List<Partner> partners = business.kind() == EmployerYear.Kind.PARTNERSHIP ? partners(random) : List.of();
        boolean isNew = size <= 3 && random.perMille(40);
        List<EmployerYear> years = new ArrayList<>();
        long payroll = isNew ? 0 : payrollCents(size, random);
        for (Period period : generatedPeriod.taxationYears(size <= 9, random)) {
            years.add(new EmployerYear(
                    business.account(),
                    business.name(),
                    business.kind(),
                    true,
                    isTaxed,
                    new Money(BigDecimal.valueOf(payroll, 2)),
                    false,
                    false,
                    partners,
                    period));
            payroll = payroll == 0 ? payrollCents(size, random) : payroll + payroll / 100 * random.between(-6, 9);
        }
        return List.copyOf(years);
    }

    /** Draws the payroll of all employees: below 400,000 for many small employers, up to 600,000 and more for others. */
    private static long payrollCents(int size, SeededRandom random) {
        int dollars = size == 1 ? random.between(48_000, 520_000) : size * random.between(110_000, 300_000);
        return dollars * 100L + random.below(100);
    }

    private List<Partner> partners(SeededRandom random) {
        BigDecimal share = BigDecimal.valueOf(random.between(20, 80), 2);
        return List.of(
                new Partner(
                        Names.family(region, random) + " & " + Names.family(region, random),
                        Partner.Kind.GENERAL,
                        share),
                new Partner(
                        Names.family(region, random),
                        random.in(1, 6) ? Partner.Kind.LIMITED : Partner.Kind.GENERAL,
                        BigDecimal.ONE.subtract(share)));
    }
}
