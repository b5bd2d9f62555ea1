// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Records odd on purpose: a rule answers, it never throws. */
class OddRecordsTest {

    private static final int RECORDS = 100_000;
    private static final String[] TEXTS = {
        "",
        "0",
        "00000000",
        "1234567",
        "12345678",
        "é\u0000",
        "999999999",
        "000000000",
        "306A",
        "310s",
        "332A",
        "634d",
        "123026635RP0001",
        "ON",
        "QC",
        "\uD83D\uDE00",
        "-1",
        "Reg. 1055, s. 13",
        "section 22",
        "9".repeat(40)
    };

    private final Random random = new Random(20261121);
    private final RuleBook book = RuleBook.standard();
    private final RuleBook thisVersion = RuleBook.load(Law.standard().withReadings(Map.of("C35", "this-version")));

    @Test
    void never_make_a_rule_throw_and_always_leave_whole_findings() {
        FileContext file = Samples.file("2026-11-20");
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < RECORDS; i++) {
            CanonicalRecord odd =
                    switch (i % 3) {
                        case 0 -> registration();
                        case 1 -> certificate();
                        default -> payLine();
                    };
            RuleBook asked = random.nextBoolean() ? book : thisVersion;
            for (Finding finding : asked.judge(odd, file).findings()) {
                assertThat(finding.message()).isNotBlank();
                assertThat(finding.messageFr()).isNotBlank();
                assertThat(finding.citation()).isNotNull();
                seen.add(finding.rule());
            }
        }
        assertThat(seen)
                .containsAll(
                        book.rules().stream().map(rule -> rule.declared().id()).toList());
    }

    private Registration registration() {
        return Samples.registration(r -> {
            r.act = any(Registration.Act.values());
            r.document = any(Registration.Document.values());
            r.registeredOn = day();
            r.contractOn = maybe(day());
            r.originalRegisteredOn = maybe(day());
            r.statusOn = maybe(day());
            r.completionRequirementsMetOn = maybe(day());
            r.trade = new TradeCode(text());
            r.education = maybe(any(Registration.Education.values()));
            r.programme = any(Registration.Programme.values());
            r.origin = any(Registration.Origin.values());
            r.person = new Person(
                    maybe(text()),
                    maybe(text()),
                    maybe(Sin.of(text())),
                    text(),
                    text(),
                    text(),
                    maybe(day()),
                    text(),
                    "fr");
            r.sponsor = new Sponsor(
                    any(Sponsor.Kind.values()),
                    new BusinessNumber(text()),
                    text(),
                    maybe(day()),
                    maybe(random.nextBoolean()),
                    maybe(random.nextInt(5)),
                    maybe(random.nextInt(5)));
            r.programmeApproval = maybe(text());
            r.hoursCredited = new BigDecimal(random.nextInt(3)).setScale(2);
            r.creditBasis = any(Registration.CreditBasis.values());
            r.creditEvidence = maybe(text());
            r.form = maybe(random.nextBoolean() ? "form 1" : text());
            r.status = any(Registration.Status.values());
        });
    }

    private Certificate certificate() {
        return Samples.certificate(c -> {
            c.memberNumber = text();
            c.birthDate = maybe(day());
            c.trade = new TradeCode(text());
            c.type = any(Certificate.Type.values());
            c.issuedOn = maybe(day());
            c.registeredOn = maybe(day());
            c.renewedOn = maybe(day());
            c.expiresOn = maybe(day());
            c.priorExpiresOn = maybe(day());
            c.statusOn = maybe(day());
            c.status = any(Certificate.Status.values());
            c.route = any(Certificate.Route.values());
            c.examinationMark = maybe(new BigDecimal(random.nextInt(20_000)).movePointLeft(2));
            c.interprovincialSeal = random.nextBoolean();
            c.issuingProvince = random.nextBoolean() ? "ON" : text();
            c.sittingsFailed = random.nextInt(9);
            c.postalCode = maybe(text());
            c.renewalAppliedOn = maybe(day());
            c.programmeCompletedOn = maybe(day());
            c.examinationPassedOn = maybe(day());
            c.coursesCompletedOn = maybe(day());
        });
    }

    private CanonicalRecord payLine() {
        return Samples.payLine(p -> {
            p.employer = new BusinessNumber(text());
            p.accountNumber = maybe(text());
            p.sin = maybe(Sin.of(text()));
            p.birthDate = maybe(day());
            p.trade = new TradeCode(text());
            LocalDate start = day();
            p.taxationYear = new Period(start, start.plusDays(random.nextInt(800)));
            LocalDate from = day();
            p.payPeriod = new Period(from, from.plusDays(random.nextInt(40)));
            p.payDate = day();
            p.employmentStart = day();
            p.employmentEnd = maybe(day());
            p.grossWages = money();
            p.employeeTotalWages = money();
            p.assistanceAmount = money();
            p.assistanceKind = maybe(text());
            p.workProvince = maybe(text());
            p.hourlyRate = maybe(money());
            p.journeypersonRate = maybe(money());
            p.apprenticePeriod = maybe(random.nextInt(9));
        });
    }

    private Money money() {
        return new Money(new BigDecimal(random.nextLong()).movePointLeft(2));
    }

    private LocalDate day() {
        return random.nextInt(20) == 0
                ? LocalDate.of(random.nextInt(9998) + 1, 2, 28)
                : random.nextInt(20) == 0
                        ? LocalDate.of(2025, 1, 1).plusDays(random.nextInt(31))
                        : LocalDate.of(1980, 1, 1).plusDays(random.nextInt(20_000));
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private <T> T maybe(T value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
