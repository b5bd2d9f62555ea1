// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.PersonFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Claims and persons odd on purpose: the law answers, it never throws. */
class OddClaimsTest {

    private static final int CLAIMS = 6_000;
    private static final String[] TRADES = {"306A", "634A", "253H", "332A", "999X", "310S", "268R", "401A"};
    private static final String[] NUMBERS = {"123026635RP0001", "000089987RP0001", "0", "987654324RP0001"};

    private final Random random = new Random(20261122);

    @Test
    void never_make_a_rule_throw_under_any_reading() {
        List<TaxCredit> credits = new ArrayList<>(List.of(new TaxCredit(Law.standard())));
        Law.standard().interpretations().values().forEach(interpretation -> interpretation
                .alternatives()
                .forEach(choice ->
                        credits.add(new TaxCredit(Law.standard().withReadings(Map.of(interpretation.id(), choice))))));
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < CLAIMS; i++) {
            ClaimAssessment assessment = credits.get(i % credits.size()).assess(claim());
            for (Finding finding : assessment.findings()) {
                assertThat(finding.message()).isNotBlank();
                assertThat(finding.messageFr()).isNotBlank();
                seen.add(finding.rule());
            }
            assessment.excluded().forEach(part -> seen.add(part.rule()));
            if (assessment.computation() != null) {
                assertThat(assessment.computation().credit()).isGreaterThanOrEqualTo(Money.ZERO);
            }
            if (assessment instanceof ClaimAssessment.NotSupported refused) {
                seen.add(refused.deciding().rule());
            }
        }
        assertThat(seen)
                .contains(
                        "ATTC-01",
                        "ATTC-02",
                        "ATTC-03",
                        "ATTC-05",
                        "ATTC-07",
                        "ATTC-10",
                        "ATTC-11",
                        "ATTC-12",
                        "ATTC-13",
                        "ATTC-14",
                        "ATTC-15",
                        "ATTC-17",
                        "ATTC-18",
                        "ATTC-20",
                        "ATTC-21",
                        "ATTC-22",
                        "ATTC-24",
                        "ATTC-27",
                        "ATTC-30",
                        "ATTC-31",
                        "ATTC-33",
                        "ATTC-39",
                        "GATE-04",
                        "VALUE_MISMATCH",
                        "X-03",
                        "X-04",
                        "X-05",
                        "X-06",
                        "X-11");
    }

    @Test
    void never_make_a_rule_across_sources_throw() {
        RuleBook book = RuleBook.standard();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < CLAIMS; i++) {
            List<Registration> registrations = new ArrayList<>();
            List<Certificate> certificates = new ArrayList<>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                registrations.add(Samples.registration(this::odd));
                certificates.add(certificate());
            }
            PersonFacts person = new PersonFacts(
                    random.nextBoolean() ? Set.of() : Set.of("1", "2"),
                    Map.of("1", random.nextBoolean() ? Set.of() : Set.of("a", "b")),
                    registrations,
                    certificates);
            book.identity(person).forEach(finding -> seen.add(finding.rule()));
            book.judge(person, new TradeCode(any(TRADES))).forEach(finding -> seen.add(finding.rule()));
        }
        assertThat(seen).containsExactly("PORT-13", "R1055-16.2", "X-01", "X-02", "X-08");
    }

    private ClaimFacts claim() {
        Period year = period(400);
        Claims claims =
                Claims.of(this::odd).year(year.start().toString(), year.end().toString());
        for (int n = random.nextInt(3); n > 0; n--) {
            claims.version(this::odd);
        }
        if (random.nextInt(3) == 0) {
            claims.original(this::odd);
        }
        claims.employer(draft -> {
            draft.kind = any(EmployerYear.Kind.values());
            draft.businessNumber = new BusinessNumber(any(NUMBERS));
            draft.ontarioEstablishment = mostly(true);
            draft.ontarioTaxpayer = mostly(true);
            draft.priorYearPayroll = maybe(money());
            draft.priorYearShort = mostly(false);
            draft.associatedGroup = mostly(false);
            draft.partners = random.nextBoolean()
                    ? List.of()
                    : List.of(new EmployerYear.Partner(
                            "P", any(EmployerYear.Partner.Kind.values()), maybe(new BigDecimal(random.nextInt(3)))));
        });
        if (random.nextBoolean()) {
            claims.claiming(money().toString(), money().toString());
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            line(claims);
        }
        ClaimFacts facts = claims.facts();
        List<ClaimFacts.Line> others = new ArrayList<>();
        facts.lines().stream().limit(1).forEach(line -> others.add(elsewhere(line)));
        return facts.with(new ClaimFacts.Context(money(), others, others, List.of(certificate())));
    }

    private void line(Claims claims) {
        Period period = period(30);
        claims.line(period.start().toString(), period.end().toString(), money().toString(), day(), draft -> {
            draft.employer = new BusinessNumber(any(NUMBERS));
            draft.trade = new TradeCode(any(TRADES));
            draft.payDate = day();
            draft.employmentStart = day();
            draft.employmentEnd = maybe(day());
            draft.taxableBenefits = random.nextBoolean() ? Money.ZERO : money();
            draft.agencyFees = random.nextInt(5) > 0 ? Money.ZERO : money();
            draft.employeeTotalWages = money();
            draft.assistanceAmount = random.nextBoolean() ? Money.ZERO : money();
            draft.assistanceKind = maybe(any(new String[] {"GRANT", "TA-89", "ITA-127", ""}));
            draft.coopCreditClaimed = mostly(false);
            draft.hourlyRate = maybe(money());
            draft.journeypersonRate = maybe(money());
            draft.apprenticePeriod = maybe(random.nextInt(8));
            draft.workProvince = mostly(true) == Boolean.TRUE ? "ON" : maybe("QC");
        });
    }

    private ClaimFacts.Line elsewhere(ClaimFacts.Line line) {
        return new ClaimFacts.Line(
                Samples.payLine(draft -> {
                    draft.employer = new BusinessNumber(any(NUMBERS));
                    draft.agreementNumber = line.line().agreementNumber();
                    draft.payPeriod = line.line().payPeriod();
                    draft.payDate = line.line().payDate();
                    draft.grossWages = line.line().grossWages();
                    draft.taxableBenefits = line.line().taxableBenefits();
                    draft.agencyFees = line.line().agencyFees();
                }),
                line.source(),
                day());
    }

    private void odd(Samples.ARegistration draft) {
        draft.registeredOn = day();
        draft.origin = any(Registration.Origin.values());
        draft.originalAgreementNumber = maybe("TA-0");
        draft.originalRegisteredOn = maybe(day());
        draft.status = any(Registration.Status.values());
        draft.statusOn = maybe(day());
        draft.completionRequirementsMetOn = random.nextBoolean() ? null : day();
        draft.programme = any(Registration.Programme.values());
        draft.act = any(Registration.Act.values());
        draft.trade = new TradeCode(any(TRADES));
        draft.sponsor = Samples.sponsor(any(Sponsor.Kind.values()), any(NUMBERS), day().toString());
    }

    private Certificate certificate() {
        return Samples.certificate(draft -> {
            draft.type = any(Certificate.Type.values());
            draft.route = any(Certificate.Route.values());
            draft.trade = new TradeCode(any(TRADES));
            draft.issuedOn = maybe(day());
            draft.expiresOn = maybe(day());
            draft.status = any(Certificate.Status.values());
            draft.statusOn = maybe(day());
        });
    }

    private Period period(int most) {
        LocalDate start = day();
        return new Period(start, start.plusDays(random.nextInt(most)));
    }

    private LocalDate day() {
        return random.nextInt(50) == 0
                ? LocalDate.of(random.nextInt(9998) + 1, 2, 28)
                : LocalDate.of(2008, 1, 1).plusDays(random.nextInt(3800));
    }

    private Money money() {
        return random.nextInt(50) == 0
                ? new Money(new BigDecimal(random.nextLong()).movePointLeft(2))
                : new Money(BigDecimal.valueOf(random.nextInt(9_000_000) - 500_000L, 2));
    }

    private Boolean mostly(boolean value) {
        int draw = random.nextInt(12);
        return draw == 0 ? null : draw == 1 ? !value : value;
    }

    private <T> T maybe(T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
