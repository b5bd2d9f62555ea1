package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Finding;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Outcome;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Apprenticeship;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClaimVectorsTest {

    @TestFactory
    Stream<DynamicTest> every_vector_comes_out_as_stated() {
        List<JsonNode> vectors = vectors();
        assertThat(vectors).hasSizeGreaterThan(60);
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
    }

    @Test
    void v62_and_v64_add_up_over_the_years() {
        assertThat(sumOfMaxima("V62")).isEqualTo(Money.of("15000.00"));
        assertThat(sumOfMaxima("V64")).isEqualTo(Money.of("15006.89"));
    }

    private static Money sumOfMaxima(String id) {
        return vectors().stream()
                .filter(vector -> vector.get("id").asText().startsWith(id))
                .map(vector -> assess(vector).computation().maximum())
                .reduce(Money.ZERO, Money::plus);
    }

    private static void check(JsonNode vector) {
        ClaimAssessment assessment = assess(vector);
        Computation computation = assessment.computation();
        Apprenticeship apprenticeship = assessment.apprenticeship();
        Map<String, String> actual = new HashMap<>();
        actual.put("daysD", "" + computation.daysD());
        actual.put("daysE", "" + computation.daysE());
        actual.put("daysY", "" + computation.daysY());
        actual.put(
                "rate", computation.rate() == null ? null : computation.rate().toPlainString());
        actual.put("gross", computation.grossExpenditure().toString());
        actual.put("eligible", computation.eligibleExpenditure().toString());
        actual.put("amountAtRate", computation.amountAtRate().toString());
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
        JsonNode expect = vector.get("expect");
        assertThat(expect.size()).isPositive();
        expect.fields().forEachRemaining(field -> {
            if (field.getKey().equals("excluded")) {
                assertThat(excluded(assessment)).containsExactlyElementsOf(texts(field.getValue()));
            } else {
                assertThat(actual.get(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue().asText());
            }
        });
        if (!expect.has("against") && !expect.has("held")) {
            assertThat(assessment).isInstanceOf(Supported.class);
        }
    }

    private static ClaimAssessment assess(JsonNode vector) {
        Map<String, String> readings = new HashMap<>();
        vector.path("readings")
                .fields()
                .forEachRemaining(choice ->
                        readings.put(choice.getKey(), choice.getValue().asText()));
        return new TaxCredit(Law.standard().withReadings(readings)).assess(facts(vector));
    }

    private static ClaimFacts facts(JsonNode vector) {
        LocalDate registered = LocalDate.parse(vector.get("registered").asText());
        String text = vector.get("year").asText();
        String[] year = text.contains("..") ? text.split("\\.\\.") : new String[] {text + "-01-01", text + "-12-31"};
        Consumer<Samples.ARegistration> agreement = draft -> {
            draft.registeredOn = registered;
            draft.statusOn = registered;
            draft.trade = new TradeCode(vector.path("trade").asText("306A"));
            draft.completionRequirementsMetOn = date(vector, "entitled");
        };
        Claims claims = Claims.of(agreement)
                .year(year[0], year[1])
                .employer(draft ->
                        draft.priorYearPayroll = Money.of(vector.path("payroll").asText("300000.00")));
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
            vector.get("lines").fields().forEachRemaining(line -> {
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
        return claims.facts();
    }

    private static String holding(Held held) {
        return held.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(Finding::rule)
                .findFirst()
                .orElseThrow();
    }

    /** The last but one step is the amount before it is compared and rounded. */
    private static String exactAmount(Computation computation) {
        int last = computation.steps().size() - 1;
        return last < 1 ? null : computation.steps().get(last - 1).value();
    }

    private static List<String> excluded(ClaimAssessment assessment) {
        return assessment.excluded().stream()
                .map(part -> part.rule() + " " + part.amount())
                .toList();
    }

    private static LocalDate date(JsonNode vector, String field) {
        return vector.has(field) ? LocalDate.parse(vector.get(field).asText()) : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<JsonNode> vectors() {
        try (InputStream file = ClaimVectorsTest.class.getResourceAsStream("/vectors/claims.yaml")) {
            List<JsonNode> vectors = new ArrayList<>();
            new YAMLMapper().readTree(file).forEach(vectors::add);
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
