package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileFacts;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.rules.Dated.Asked;
import ca.tradeshub.rules.Hearing.Heard;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HearingTest {

    private static final FileFacts FILE = Samples.file("2026-11-20");
    private static final LocalDate CONTRACT = LocalDate.parse("2012-05-01");
    private static final LocalDate COMMENCED = LocalDate.parse("2016-01-01");

    private final RuleBook book = RuleBook.standard();
    private final Hearing hearing = new Hearing(book);

    @Test
    void of_a_record_gives_every_rule_on_its_kind_with_the_answer_it_gives_anyway() {
        Registration contract = contract();
        assertThat(hearing.record(contract, FILE))
                .hasSizeGreaterThan(20)
                .extracting(heard -> new RuleBook.JudgedRule(heard.rule(), heard.result()))
                .isEqualTo(book.explain(contract, FILE));
    }

    @Test
    void of_a_record_tells_the_values_each_rule_asked_for_once() {
        List<Heard> heard = hearing.record(contract(), FILE);
        assertThat(of(heard, "FMT-01").asked()).isEmpty();
        assertThat(of(heard, "GATE-03").asked()).containsExactly(new Asked("act.tqaa", CONTRACT));
        assertThat(of(heard, "R1055-3a").asked())
                .containsExactly(new Asked("reg1055.in-force", CONTRACT), new Asked("reg1055.age.least", CONTRACT));
        assertThat(of(heard, "R1055-10.2b").asked())
                .containsExactly(
                        new Asked("reg1055.in-force", CONTRACT), new Asked("reg1055.ratio.journeypersons", CONTRACT));
    }

    @Test
    void of_a_claim_gives_its_rules_its_assessment_and_what_the_law_says_of_its_days() {
        ClaimFacts claim = claim();
        Hearing.HeardClaim heard = hearing.claim(claim);

        TaxCredit credit = new TaxCredit(Law.standard());
        ClaimAssessment assessment = credit.assess(claim);
        assertThat(heard.assessment()).isEqualTo(assessment).isInstanceOf(ClaimAssessment.Supported.class);
        assertThat(heard.declared()).isEqualTo(credit.declared());
        assertThat(heard.results())
                .extracting(result -> result.rule().id())
                .startsWith("GATE-04", "ATTC-01", "ATTC-02")
                .contains("ATTC-06", "X-03", "X-06", "R1055-10.1");
        assertThat(of(heard.results(), "GATE-04").asked()).containsExactly(new Asked("attc.regime", COMMENCED));
        assertThat(of(heard.results(), "ATTC-01").asked()).isEmpty();
        assertThat(of(heard.results(), "ATTC-06"))
                .isEqualTo(new Heard(
                        of(heard.results(), "ATTC-06").rule(),
                        RuleResult.satisfied(),
                        List.of(new Asked("attc.regime", COMMENCED))));
        assertThat(heard.asked())
                .doesNotHaveDuplicates()
                .contains(new Asked("attc.window.months", COMMENCED), new Asked("attc.rate.general", COMMENCED));
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
        assertThat(of(hearing.claim(claim).results(), "GATE-04").asked())
                .containsExactly(new Asked("attc.regime", COMMENCED));
        assertThat(of(new Hearing(thisDocument).claim(claim).results(), "GATE-04")
                        .asked())
                .containsExactly(new Asked("attc.regime", later));
    }

    @Test
    void tells_nothing_of_the_one_before() {
        hearing.claim(claim());
        List<Heard> first = hearing.record(contract(), FILE);
        assertThat(hearing.record(contract(), FILE)).isEqualTo(first);
    }

    @Test
    void tells_nothing_of_one_that_broke_off() {
        Certificate endless = Samples.certificate(c -> {
            c.issuedOn = LocalDate.MAX;
            c.expiresOn = LocalDate.MAX;
        });
        List<Heard> record = hearing.record(contract(), FILE);
        Hearing.HeardClaim claim = hearing.claim(claim());

        assertThatThrownBy(() -> hearing.record(endless, FILE)).isInstanceOf(DateTimeException.class);
        assertThat(hearing.record(contract(), FILE)).isEqualTo(record);

        assertThatThrownBy(() -> hearing.record(endless, FILE)).isInstanceOf(DateTimeException.class);
        assertThat(hearing.claim(claim())).isEqualTo(claim);
    }

    @Test
    void is_under_the_readings_of_its_rule_book() {
        RuleBook other = RuleBook.load(Law.standard().withReadings(Map.of("C20", "not-transferred")));
        Certificate gap = Samples.certificate(c -> {
            c.issuedOn = LocalDate.parse("2013-04-08");
            c.registeredOn = c.issuedOn;
        });
        assertThat(RecordVectors.text(of(hearing.record(gap, FILE), "PORT-04").result()))
                .isEqualTo("HOLD: 2013-04-08");
        assertThat(RecordVectors.text(
                        of(new Hearing(other).record(gap, FILE), "PORT-04").result()))
                .isEqualTo("INFO: 2013-04-08");
    }

    private static Heard of(List<Heard> heard, String rule) {
        return heard.stream()
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
