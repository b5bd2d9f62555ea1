// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Citation;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Example statements for tests. */
public final class Statements {

    public static final Citation SECTION_14 = new Citation("R.R.O. 1990, Reg. 1055", "s. 14 (2)");

    private Statements() {}

    public static Envelope envelope(Envelope.Kind kind, int version, String recordKey) {
        return new Envelope(
                "m-" + version,
                kind,
                recordKey,
                version,
                version == 1 ? null : "m-" + (version - 1),
                Instant.parse("2026-11-20T07:00:00Z"),
                "rules-1");
    }

    public static CertificationContent certification() {
        return certification(registration(), List.of(certificate(Certificate.Type.CQ)), true);
    }

    public static CertificationContent certification(
            Registration registration, List<Certificate> certificates, boolean compulsory) {
        return new CertificationContent(
                "12345678/310S",
                "12345678",
                new CertificationContent.PublishedPerson(
                        "12345678", "7654321", "Tremblay", "Zoé Anne", null, LocalDate.of(1996, 2, 29)),
                new CertificationContent.PublishedTrade(
                        new TradeCode("310S"), "Automotive Service Technician", compulsory),
                registration,
                certificates,
                List.of(finding(Outcome.WARN), finding(Outcome.INFO)),
                List.of(source(Feed.REGISTRATIONS, 2), source(Feed.CERTIFICATES, 7)));
    }

    public static Registration registration() {
        return new Registration(
                "TA-2016-004711",
                Registration.Document.TRAINING_AGREEMENT,
                Registration.Act.OCTAA,
                LocalDate.of(2016, 3, 1),
                null,
                Registration.Origin.ORIGINAL,
                null,
                null,
                Registration.Status.ACTIVE,
                LocalDate.of(2016, 3, 1),
                null,
                new TradeCode("310S"),
                Registration.Programme.STANDARD,
                null,
                2,
                new BigDecimal("240.00"),
                Registration.CreditBasis.NONE,
                null,
                Registration.Education.ABOVE_GRADE_10,
                null,
                new Person(
                        "7654321",
                        "12345678",
                        Sin.of("046454286"),
                        "Tremblay",
                        "Zoé Anne",
                        null,
                        LocalDate.of(1996, 2, 29),
                        "K1A 0B1",
                        "fr"),
                new Sponsor(
                        Sponsor.Kind.EMPLOYER,
                        new BusinessNumber("123026635RP0001"),
                        "Érable Mécanique Inc.",
                        LocalDate.of(2016, 3, 1),
                        false,
                        2,
                        1));
    }

    public static Certificate certificate(Certificate.Type type) {
        return new Certificate(
                "12345678",
                Certificate.MemberClass.JOURNEYPERSON,
                "Tremblay",
                "Zoé Anne",
                null,
                LocalDate.of(1996, 2, 29),
                "K1A0B1",
                new TradeCode("310S"),
                type,
                "C000000001",
                LocalDate.of(2019, 5, 6),
                LocalDate.of(2019, 5, 7),
                null,
                null,
                LocalDate.of(2027, 5, 6),
                Certificate.Status.IN_FORCE,
                LocalDate.of(2019, 5, 6),
                new BigDecimal("81.50"),
                true,
                Certificate.Route.APPRENTICESHIP,
                "ON",
                LocalDate.of(2019, 1, 31),
                LocalDate.of(2019, 4, 30),
                0,
                null,
                null);
    }

    public static ClaimContent supportedClaim() {
        return claim(new ClaimAssessment.Supported(
                apprenticeship(),
                computation(Money.of("4182.50")),
                List.of(new ClaimAssessment.Excluded(source(Feed.PAYROLL, 3), Money.of("650.00"), "ATTC-12", true)),
                List.of()));
    }

    public static ClaimContent unsupportedClaim() {
        return claim(new ClaimAssessment.NotSupported(
                new Finding(
                        "ATTC-01",
                        Outcome.REJECT,
                        false,
                        "employer.kind",
                        "PROPRIETOR",
                        "The employer is no corporation",
                        "L'employeur n'est pas une société",
                        SECTION_14),
                new ClaimAssessment.Apprenticeship(LocalDate.of(2016, 3, 1), null, null, null),
                new ClaimAssessment.Computation(
                        new ClaimAssessment.Spent(Money.of("15400.00"), Money.ZERO, Money.of("15400.00")),
                        new ClaimAssessment.AtRate(null, null, Money.ZERO),
                        new ClaimAssessment.Days(0, 0, 366),
                        Money.ZERO,
                        Money.ZERO,
                        null,
                        List.of()),
                List.of(),
                List.of()));
    }

    public static ClaimContent claim(ClaimAssessment assessment) {
        return new ClaimContent(
                "123026635RP0001/TA-2016-004711/2016-12-31",
                "TA-2016-004711",
                new EmployerYear(
                        new BusinessNumber("123026635RP0001"),
                        "Érable Mécanique Inc.",
                        EmployerYear.Kind.CORPORATION,
                        true,
                        true,
                        Money.of("500000.00"),
                        false,
                        false,
                        List.of(),
                        new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31))),
                registration(),
                assessment,
                List.of(finding(Outcome.WARN)),
                List.of(source(Feed.REGISTRATIONS, 2), source(Feed.PAYROLL, 2), source(Feed.PAYROLL, 3)));
    }

    public static ClaimAssessment.Apprenticeship apprenticeship() {
        return new ClaimAssessment.Apprenticeship(
                LocalDate.of(2016, 3, 1), LocalDate.of(2019, 2, 28), null, ClaimAssessment.Regime.FROM_2015_04_24);
    }

    public static ClaimAssessment.Computation computation(Money claimed) {
        return new ClaimAssessment.Computation(
                new ClaimAssessment.Spent(Money.of("15400.00"), Money.of("190.00"), Money.of("15210.00")),
                new ClaimAssessment.AtRate(Money.of("500000.00"), new BigDecimal("0.2750"), Money.of("4182.75")),
                new ClaimAssessment.Days(306, 0, 366),
                Money.of("4180.33"),
                Money.of("4180.33"),
                claimed,
                List.of(new ClaimAssessment.Step(
                        "ATTC-27",
                        new Text("Lesser of amount and maximum", "Le moindre du montant et du maximum"),
                        "4180.33",
                        new Citation("ATTC", "The credit"))));
    }

    public static Finding finding(Outcome outcome) {
        return new Finding(
                "R1055-14.2",
                outcome,
                false,
                "sponsor.journeypersons",
                "0",
                "No journeyperson works with the apprentice",
                "Aucun compagnon ne travaille avec l'apprenti",
                SECTION_14);
    }

    public static SourceRef source(Feed feed, int line) {
        return new SourceRef(feed, "REG_20261120_000012.ndjson", "ab".repeat(32), line, 130L * line, 128);
    }
}
