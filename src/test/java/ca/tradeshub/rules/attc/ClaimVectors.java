// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Apprenticeship;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims of {@code vectors/claims.yaml}. */
final class ClaimVectors {

    private ClaimVectors() {}

    static ClaimFacts facts(JsonNode vector) {
        LocalDate registered = LocalDate.parse(vector.get("registered").asText());
        String text = vector.get("year").asText();
        String[] year = text.contains("..") ? text.split("\\.\\.") : new String[] {text + "-01-01", text + "-12-31"};
        Consumer<Samples.ARegistration> agreement = draft -> {
            draft.registeredOn = registered;
            draft.statusOn = registered;
            draft.trade = new TradeCode(vector.path("trade").asText("306A"));
            draft.completionRequirementsMetOn = date(vector, "entitled");
            if (vector.has("original")) {
                draft.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                draft.originalAgreementNumber = "TA-2014-000009";
                draft.originalRegisteredOn = date(vector, "original");
            }
            if (vector.has("completed")) {
                draft.status = Registration.Status.COMPLETED;
                draft.statusOn = date(vector, "completed");
            }
        };
        Claims claims = Claims.of(agreement).year(year[0], year[1]).employer(draft -> {
            draft.priorYearPayroll = Money.of(vector.path("payroll").asText("300000.00"));
            draft.priorYearShort = vector.path("shortPriorYear").asBoolean();
            draft.ontarioTaxpayer = !vector.path("notTaxed").asBoolean();
            if (vector.has("partners")) {
                draft.kind = EmployerYear.Kind.PARTNERSHIP;
                draft.partners = partners(vector.get("partners"));
            }
        });
        if (vector.has("claimed")) {
            claims.claiming(vector.get("claimed").asText());
        }
        if (vector.has("transferredTo")) {
            claims.version(draft -> {
                agreement.accept(draft);
                draft.origin = Registration.Origin.TRANSFER;
                draft.originalRegisteredOn = registered;
                draft.registeredOn = date(vector, "transferredOn");
                draft.sponsor = Samples.sponsor(
                        Sponsor.Kind.EMPLOYER,
                        vector.get("transferredTo").asText(),
                        vector.get("transferredOn").asText());
            });
        }
        if (vector.has("cancelled")) {
            claims.version(draft -> {
                agreement.accept(draft);
                draft.status = Registration.Status.CANCELLED;
                draft.statusOn = date(vector, "cancelled");
            });
        }
        Consumer<Samples.APayLine> employed = line -> {
            line.employmentStart = date(vector, "employed");
            line.employmentEnd = date(vector, "until");
            line.assistanceAmount = Money.of(vector.path("assistance").asText("0.00"));
            line.assistanceKind = vector.path("kind").asText(null);
        };
        if (vector.has("weekly")) {
            LocalDate start = LocalDate.parse(year[0]);
            for (int week = 0; week < 52; week++) {
                claims.line(
                        start.plusWeeks(week).toString(),
                        start.plusWeeks(week).plusDays(6).toString(),
                        vector.get("weekly").asText(),
                        employed);
            }
        } else if (vector.has("lines")) {
            vector.get("lines").properties().forEach(line -> {
                String[] period = line.getKey().split("\\.\\.");
                claims.line(period[0], period[1], line.getValue().asText(), employed);
            });
        } else {
            LocalDate day = Stream.of(
                            registered,
                            date(vector, "employed"),
                            LocalDate.parse(year[0]),
                            LocalDate.parse("2009-04-01"))
                    .max(LocalDate::compareTo)
                    .orElseThrow();
            claims.line(day.toString(), day.toString(), vector.path("gross").asText("1000.00"), employed);
        }
        ClaimFacts facts = claims.facts()
                .with(new ClaimFacts.Context(
                                Money.of(vector.path("before").asText("0.00")),
                                List.of(),
                                List.of(),
                                certificates(vector.path("certificates")))
                        .withOtherAgreements(otherAgreements(vector.path("otherAgreements"))));
        return vector.has("sharesMaximumWith") ? sharing(facts, vector.get("sharesMaximumWith")) : facts;
    }

    private static ClaimFacts sharing(ClaimFacts facts, JsonNode other) {
        ClaimFacts.MaximumShare own = new TaxCredit(Law.standard())
                .maximumShare("123026635RP0001/TA-2016-000001/2016-12-31", facts)
                .orElseThrow();
        ClaimFacts.MaximumShare share = new ClaimFacts.MaximumShare(
                "123026635RP0002/TA-2016-000001/2016-12-31",
                Ratio.of(Money.of(other.get("credit").asText())),
                List.of(period(other.get("days").asText())));
        return facts.with(facts.context()
                .sharing(new ClaimFacts.SharedMaximum(
                        own, List.of(share), other.path("severalOriginals").asBoolean())));
    }

    private static Period period(String text) {
        String[] days = text.split("\\.\\.");
        return new Period(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
    }

    /** Partners as {@code general 0.6}. */
    private static List<EmployerYear.Partner> partners(JsonNode array) {
        List<EmployerYear.Partner> partners = new ArrayList<>();
        array.forEach(each -> {
            String[] parts = each.asText().split(" ");
            partners.add(new EmployerYear.Partner(
                    "P" + partners.size(),
                    EmployerYear.Partner.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    new BigDecimal(parts[1])));
        });
        return partners;
    }

    private static List<Certificate> certificates(JsonNode array) {
        List<Certificate> certificates = new ArrayList<>();
        array.forEach(each -> certificates.add(Samples.certificate(draft -> {
            draft.type = Certificate.Type.valueOf(each.get("type").asText());
            draft.route = Certificate.Route.valueOf(each.path("route").asText("APPRENTICESHIP"));
            draft.trade = new TradeCode(each.path("trade").asText("306A"));
            draft.issuedOn = date(each, "issued");
            draft.programmeCompletedOn = date(each, "completed");
            draft.examinationPassedOn = date(each, "examined");
        })));
        return certificates;
    }

    private static List<Registration> otherAgreements(JsonNode array) {
        List<Registration> agreements = new ArrayList<>();
        array.forEach(each -> agreements.add(Samples.registration(draft -> {
            draft.agreementNumber = "TA-OTHER-" + agreements.size();
            draft.registeredOn = date(each, "registered");
            draft.trade = new TradeCode(each.path("trade").asText("306A"));
        })));
        return agreements;
    }

    /** What a claim comes to, by the names vectors use. */
    static Map<String, String> actual(ClaimAssessment assessment) {
        Computation computation = assessment.computation();
        Apprenticeship apprenticeship = assessment.apprenticeship();
        Map<String, String> actual = new HashMap<>();
        actual.put("daysD", "" + computation.days().d());
        actual.put("daysE", "" + computation.days().e());
        actual.put("daysY", "" + computation.days().y());
        actual.put(
                "rate",
                computation.atRate().rate() == null
                        ? null
                        : computation.atRate().rate().toPlainString());
        actual.put("gross", computation.expenditure().gross().toString());
        actual.put("eligible", computation.expenditure().eligible().toString());
        actual.put("amountAtRate", computation.atRate().amount().toString());
        actual.put("assistance", computation.expenditure().assistance().toString());
        actual.put(
                "warned",
                assessment.findings().stream()
                        .filter(finding -> finding.outcome() == Outcome.WARN)
                        .map(Finding::rule)
                        .collect(Collectors.joining(", ")));
        actual.put(
                "partners",
                computation.steps().stream()
                        .filter(step -> step.id().equals("ATTC-33"))
                        .map(ClaimAssessment.Step::value)
                        .collect(Collectors.joining(", ")));
        actual.put("maximum", computation.maximum().toString());
        actual.put("credit", computation.credit().toString());
        actual.put("regime", "" + apprenticeship.regime());
        actual.put("windowEnd", "" + apprenticeship.windowEnd());
        actual.put("endedOn", "" + apprenticeship.endedOn());
        actual.put("exact", exactAmount(computation));
        actual.put(
                "against",
                assessment instanceof NotSupported not ? not.deciding().rule() : null);
        actual.put("held", assessment instanceof Held held ? holding(held) : null);
        actual.put(
                "excluded",
                assessment.excluded().stream()
                        .map(part -> part.rule() + " " + part.amount())
                        .collect(Collectors.joining(", ")));
        return actual;
    }

    /** What of it a vector speaks of. */
    static String outcome(JsonNode vector, ClaimAssessment assessment) {
        Map<String, String> actual = actual(assessment);
        Map<String, String> spokenOf = new TreeMap<>();
        vector.get("expect")
                .fieldNames()
                .forEachRemaining(field -> spokenOf.put(field, String.valueOf(actual.get(field))));
        return assessment.getClass().getSimpleName() + " " + spokenOf;
    }

    private static String holding(Held held) {
        return held.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(Finding::rule)
                .findFirst()
                .orElseThrow();
    }

    /** The amount at the rate, before it is compared and rounded. */
    private static String exactAmount(Computation computation) {
        return computation.steps().stream()
                .filter(step -> step.id().equals("ATTC-30"))
                .findFirst()
                .map(ClaimAssessment.Step::value)
                .orElse(null);
    }

    private static LocalDate date(JsonNode vector, String field) {
        return vector.has(field) ? LocalDate.parse(vector.get(field).asText()) : null;
    }
}
