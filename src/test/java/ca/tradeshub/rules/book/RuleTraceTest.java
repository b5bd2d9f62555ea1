// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated.Lookup;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleTrace.TracedResult;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuleTraceTest {

    private static final FileContext FILE = Samples.file("2026-11-20");
    private static final LocalDate CONTRACT = LocalDate.parse("2012-05-01");
    private static final LocalDate COMMENCED = LocalDate.parse("2016-01-01");

    private final RuleBook book = RuleBook.standard();
    private final RuleTrace trace = new RuleTrace(book);

    @Test
    void of_a_record_gives_every_rule_on_its_kind_with_the_answer_it_gives_anyway() {
        Registration contract = contract();
        assertThat(trace.record(contract, FILE))
                .hasSizeGreaterThan(20)
                .extracting(traced -> new JudgedRule(traced.rule(), traced.result()))
                .isEqualTo(book.explain(contract, FILE));
    }

    @Test
    void of_a_record_tells_the_values_each_rule_asked_for_once() {
        List<TracedResult> traced = trace.record(contract(), FILE);
        assertThat(of(traced, "FMT-01").lookups()).isEmpty();
        assertThat(of(traced, "GATE-03").lookups()).containsExactly(new Lookup("act.tqaa", CONTRACT));
        assertThat(of(traced, "R1055-3a").lookups())
                .containsExactly(
                        new Lookup("reg1055.in-force", CONTRACT),
                        new Lookup("reg1055.words.3", CONTRACT),
                        new Lookup("reg1055.age.least", CONTRACT));
        assertThat(of(traced, "R1055-10.2b").lookups())
                .containsExactly(
                        new Lookup("reg1055.in-force", CONTRACT),
                        new Lookup("reg1055.words.10.2", CONTRACT),
                        new Lookup("reg1055.ratio.journeypersons", CONTRACT));
    }

    @Test
    void of_a_claim_gives_its_rules_its_assessment_and_what_the_law_says_of_its_days() {
        ClaimFacts claim = claim();
        RuleTrace.TracedClaim traced = trace.claim(claim);

        TaxCredit credit = new TaxCredit(Law.standard());
        ClaimAssessment assessment = credit.assess(claim);
        assertThat(traced.assessment()).isEqualTo(assessment).isInstanceOf(ClaimAssessment.Supported.class);
        assertThat(traced.declared()).isEqualTo(credit.declared());
        assertThat(traced.results())
                .extracting(result -> result.rule().id())
                .startsWith("GATE-04", "ATTC-01", "ATTC-02")
                .contains("ATTC-06", "X-03", "X-06", "R1055-10.1");
        assertThat(of(traced.results(), "GATE-04").lookups()).containsExactly(new Lookup("attc.regime", COMMENCED));
        assertThat(of(traced.results(), "ATTC-01").lookups()).isEmpty();
        assertThat(of(traced.results(), "ATTC-06"))
                .isEqualTo(new TracedResult(
                        of(traced.results(), "ATTC-06").rule(),
                        RuleResult.satisfied(),
                        List.of(new Lookup("attc.regime", COMMENCED))));
        assertThat(traced.lookups())
                .doesNotHaveDuplicates()
                .contains(new Lookup("attc.window.months", COMMENCED), new Lookup("attc.rate.general", COMMENCED));
    }

    @Test
    @DisplayName("GATE-04 and C7")
    void of_a_claim_tells_only_the_day_that_decided() {
        LocalDate later = LocalDate.parse("2018-02-01");
        Registration agreement = Samples.registration(r -> {
            r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
            r.registeredOn = later;
            r.originalRegisteredOn = COMMENCED;
        });
        ClaimFacts claim =
                new ClaimFacts(agreement, List.of(agreement), null, Samples.employerYear(e -> {}), null, List.of());
        RuleBook thisDocument = RuleBook.load(Law.standard().withReadings(Map.of("C7", "this-document")));
        assertThat(of(trace.claim(claim).results(), "GATE-04").lookups())
                .containsExactly(new Lookup("attc.regime", COMMENCED));
        assertThat(of(new RuleTrace(thisDocument).claim(claim).results(), "GATE-04")
                        .lookups())
                .containsExactly(new Lookup("attc.regime", later));
    }

    @Test
    void tells_nothing_of_the_one_before() {
        trace.claim(claim());
        List<TracedResult> first = trace.record(contract(), FILE);
        assertThat(trace.record(contract(), FILE)).isEqualTo(first);
    }

    @Test
    void tells_nothing_of_one_that_broke_off() {
        Certificate endless = Samples.certificate(c -> {
            c.issuedOn = LocalDate.MAX;
            c.expiresOn = LocalDate.MAX;
        });
        List<TracedResult> record = trace.record(contract(), FILE);
        RuleTrace.TracedClaim claim = trace.claim(claim());

        assertThatThrownBy(() -> trace.record(endless, FILE)).isInstanceOf(DateTimeException.class);
        assertThat(trace.record(contract(), FILE)).isEqualTo(record);

        assertThatThrownBy(() -> trace.record(endless, FILE)).isInstanceOf(DateTimeException.class);
        assertThat(trace.claim(claim())).isEqualTo(claim);
    }

    @Test
    void is_under_the_readings_of_its_rule_book() {
        RuleBook other = RuleBook.load(Law.standard().withReadings(Map.of("C20", "not-transferred")));
        Certificate gap = Samples.certificate(c -> {
            c.issuedOn = LocalDate.parse("2013-04-08");
            c.registeredOn = c.issuedOn;
        });
        assertThat(RecordVectors.text(of(trace.record(gap, FILE), "PORT-04").result()))
                .isEqualTo("HOLD: 2013-04-08");
        assertThat(RecordVectors.text(
                        of(new RuleTrace(other).record(gap, FILE), "PORT-04").result()))
                .isEqualTo("INFO: 2013-04-08");
    }

    private static TracedResult of(List<TracedResult> traced, String rule) {
        return traced.stream()
                .filter(one -> one.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static Registration contract() {
        return Samples.registration(r -> {
            r.act = Registration.Act.TQAA;
            r.document = Registration.Document.CONTRACT;
            r.registeredOn = CONTRACT;
        });
    }

    private static ClaimFacts claim() {
        Registration agreement = Samples.registration(r -> {});
        return new ClaimFacts(agreement, List.of(agreement), null, Samples.employerYear(e -> {}), null, List.of());
    }
}
