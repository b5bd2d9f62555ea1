// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.cli.terminal.ExplanationText;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanation.Evidence;
import ca.tradeshub.explanation.Explanation.JudgedRecord;
import ca.tradeshub.explanation.Explanation.LawUsed;
import ca.tradeshub.explanation.Explanation.RuleAnswer;
import ca.tradeshub.explanation.Explanation.Step;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.Wording;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.DocumentPart;
import ca.tradeshub.testing.HubSteps;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The demo's first wave, explained. */
class ExplainedDemoTest {

    private static final Path WAVE = Path.of("fixtures/demo/1-registrations-certificates-and-pay");
    private static final String CLAIM = "123026635RP0001/TA-2015-000101/2016-12-31";
    private static final String CERTIFICATES = "CERT_20170116_000001.dat";
    private static final String REGISTRATIONS = "REG_20170115_000001.ndjson";

    private static HubSteps hub;
    private static Explanations explanations;

    @BeforeAll
    static void the_demo() throws IOException {
        hub = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500);
        try (Stream<Path> files = Files.walk(WAVE)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted((one, other) -> Boolean.compare(isControl(other), isControl(one)))
                    .toList()) {
                hub.land(
                        file.getParent().getFileName().toString(),
                        "in",
                        file.getFileName().toString(),
                        Files.readAllBytes(file));
            }
        }
        hub.process();
        hub.reconcile();
        hub.deliver();
        explanations = hub.bean(Explanations.class);
    }

    private static boolean isControl(Path file) {
        return file.toString().endsWith(".ctl");
    }

    @AfterAll
    static void close() throws IOException {
        hub.close();
    }

    @Test
    void a_held_record_shows_every_rule_with_facts_law_and_the_bytes_it_stands_on() throws IOException {
        Explanation explanation = explanations.of(REGISTRATIONS + ":5").orElseThrow();

        assertThat(explanation.version().same()).isTrue();
        JudgedRecord record = explanation.records().get(0);
        assertThat(record.verdict()).isEqualTo("held");
        assertThat(record.rule()).isEqualTo("FMT-01");
        assertThat(record.differs()).isFalse();
        assertThat(record.answers()).hasSizeGreaterThan(15);
        assertThat(record.answers().stream().map(RuleAnswer::answer)).contains("satisfied", "fails", "not applicable");
        assertThat(answer(record, "FMT-01").said().get(0).message().fr()).isNotBlank();
        RuleAnswer age = answer(record, "R1055-3a");
        assertThat(age.answer()).isEqualTo("not applicable");
        assertThat(age.because().en()).startsWith("GATE-0");
        Evidence place = explanation.evidence().get(0);
        assertThat(place.file()).isEqualTo(REGISTRATIONS);
        assertThat(cited(place)).contains("\"record\":\"registration\"", explanation.about());
        assertThat(explanation.messages()).isEmpty();
    }

    @Test
    void an_exemption_or_note_is_not_called_a_failure_and_facts_name_their_source() {
        List<RuleAnswer> answers = new ArrayList<>();
        for (int line = 2; line <= 10; line++) {
            explanations.of(CERTIFICATES + ":" + line).ifPresent(certificate -> certificate
                    .records()
                    .forEach(record -> answers.addAll(record.answers())));
        }

        assertThat(answers).hasSizeGreaterThan(50).allSatisfy(answer -> {
            boolean onlyInforms =
                    answer.said().stream().allMatch(said -> said.outcome().equals("info"));
            assertThat(answer.answer().equals("noted"))
                    .isEqualTo(onlyInforms && !answer.said().isEmpty());
        });
        assertThat(answers)
                .filteredOn(answer ->
                        answer.rule().equals("R1055-27.1") && answer.answer().equals("satisfied"))
                .allSatisfy(answer -> assertThat(answer.because()).isNotNull());
        assertThat(answers)
                .filteredOn(answer -> answer.rule().equals("FMT-08"))
                .isNotEmpty()
                .flatExtracting(RuleAnswer::facts)
                .filteredOn(fact -> fact.field().equals("file.date"))
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.ref()).isEqualTo(CERTIFICATES));
    }

    @Test
    void no_personal_identifier_is_shown() throws IOException {
        byte[] file = Files.readAllBytes(WAVE.resolve("employment-ontario/" + REGISTRATIONS));
        for (int line = 2; line <= 10; line++) {
            Explanation explanation =
                    explanations.of(REGISTRATIONS + ":" + line).orElseThrow();
            String shown = JsonMapper.builder().build().writeValueAsString(explanation);
            var person = JsonMapper.builder()
                    .build()
                    .readTree(new String(file, StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                            .get(line - 1))
                    .path("person");
            assertThat(person.size()).isPositive();
            person.properties().forEach(field -> {
                if (List.of("sin", "clientId", "familyName", "givenNames", "birthDate", "postalCode")
                        .contains(field.getKey())) {
                    assertThat(shown)
                            .as(field.getKey())
                            .doesNotContain("\"" + field.getValue().asText() + "\"");
                }
            });
            assertThat(shown).doesNotContain(person.path("sin").asText("none"));
        }
    }

    @Test
    void a_record_that_could_not_be_read_shows_what_was_found() {
        JudgedRecord record =
                explanations.of(REGISTRATIONS + ":6").orElseThrow().records().get(0);

        assertThat(record.verdict()).isEqualTo("rejected");
        assertThat(record.rule()).isEqualTo("MAP-DATE");
        assertThat(record.found()).isNotEmpty();
        assertThat(record.answers()).isEmpty();
    }

    @Test
    void a_pay_line_rejected_for_what_other_lines_allocate_shows_what_was_found() {
        String delivered = hub.jdbc()
                .sql(
                        "select file_id || ':' || line from record_status where state = 'DELIVERED' and feed = 'P' order by 1 limit 1")
                .query(String.class)
                .single();
        List<String> undo = List.of(
                "delete from finding where rule = 'ATTC-32'",
                "update record set state = 'PENDING', rule = null where rule = 'ATTC-32'");
        hub.jdbc()
                .sql("update record set state = 'REJECTED', rule = 'ATTC-32' where file_id || ':' || line = :address")
                .param("address", delivered)
                .update();
        hub.jdbc()
                .sql(
                        """
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation, observed)
                        select file_id, line, rule, 'reject', 'More is allocated', 'Trop', 'law, s. 1', '1 < 2'
                          from record where rule = 'ATTC-32'
                        """)
                .update();
        try {
            JudgedRecord record =
                    explanations.of(delivered).orElseThrow().records().get(0);

            assertThat(record.verdict()).isEqualTo("rejected");
            assertThat(record.rule()).isEqualTo("ATTC-32");
            assertThat(record.differs()).isFalse();
            assertThat(record.found()).extracting(Explanation.Said::observed).containsExactly("1 < 2");
            assertThat(record.answers()).isNotEmpty();
        } finally {
            undo.forEach(sql -> hub.jdbc().sql(sql).update());
        }
    }

    @Test
    void a_claim_message_shows_what_was_sent_and_each_figure_s_steps() {
        Explanation explanation = explanations.of(messageOf(CLAIM)).orElseThrow();

        assertThat(explanation.sent().verdict()).isEqualTo("SUPPORTED");
        assertThat(explanation.sent().last()).isTrue();
        assertThat(explanation.sent().steps()).isNotEmpty();
        assertThat(explanation.sent().figures())
                .contains(
                        new Explanation.Figure("computation.credit", "5000.00", false),
                        new Explanation.Figure("apprentice.birthDate", "9999-99-99", true))
                .allSatisfy(figure -> assertThat(figure.masked())
                        .as(figure.name())
                        .isEqualTo(figure.value() != null && Personal.isNamedBy(figure.name())))
                .extracting(Explanation.Figure::name)
                .doesNotContain("computation.steps[1].id");
        Explanation.Claim claim = explanation.claim();
        assertThat(claim.verdict()).isEqualTo("SUPPORTED");
        assertThat(claim.lines()).hasSize(52);
        assertThat(claim.answers()).hasSizeGreaterThan(15).anyMatch(answer -> answer.answer()
                .equals("satisfied"));
        assertThat(claim.steps())
                .extracting(Step::rule)
                .contains("ATTC-07", "ATTC-08", "ATTC-14", "ATTC-26", "ATTC-27", "ATTC-28", "ATTC-29", "ATTC-30");
        Step rate = step(claim, "ATTC-26");
        assertThat(rate.result()).isEqualTo("0.275");
        assertThat(rate.facts())
                .anyMatch(fact -> fact.field().equals("priorYearPayroll")
                        && fact.value().equals("500000.00")
                        && fact.ref().endsWith(":control"));
        assertThat(rate.law())
                .extracting(LawUsed::id, LawUsed::day, LawUsed::from, LawUsed::value)
                .contains(org.assertj.core.groups.Tuple.tuple("attc.rate.general", "2015-06-01", "2015-04-24", "0.25"));
        assertThat(claim.answers())
                .filteredOn(answer -> answer.rule().equals("ATTC-39"))
                .flatExtracting(Explanation.RuleAnswer::law)
                .extracting(LawUsed::id, LawUsed::day, LawUsed::lastDay)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("attc.assistance.own-credit", "2016-01-08", "2016-12-30"));
        assertThat(step(claim, "ATTC-07").facts())
                .as("the registration's, also those it does not state")
                .noneMatch(fact -> fact.ref().equals("lines"))
                .extracting(Explanation.FactUsed::field)
                .containsExactly("origin", "registeredOn", "originalAgreementNumber", "originalRegisteredOn", "trade");
        assertThat(step(claim, "ATTC-14").readings())
                .extracting(Explanation.Choice::id)
                .contains("C1", "C3");
        assertThat(explanation.evidence())
                .hasSizeGreaterThanOrEqualTo(54)
                .allSatisfy(place -> assertThat(place.sha256()).hasSize(64));
    }

    @Test
    void a_certification_message_judges_each_of_its_records() {
        Explanation explanation = explanations.of(messageOf("00010110/310T")).orElseThrow();

        assertThat(explanation.records()).hasSize(3).allSatisfy(record -> assertThat(record.verdict())
                .isEqualTo("good"));
        assertThat(explanation.claim()).isNull();
    }

    @Test
    void a_pay_line_without_its_registration_shows_that_its_claim_waits() {
        String waiting = hub.jdbc()
                .sql("select file_id || ':' || line from record_status where state = 'PENDING' and feed = 'P'")
                .query(String.class)
                .single();

        Explanation.Claim claim = explanations.of(waiting).orElseThrow().claim();

        assertThat(claim.verdict()).isNull();
        assertThat(claim.decision()).isEqualTo("WAITING");
        assertThat(claim.decidedBy()).isEqualTo("MISSING_REGISTRATION");
    }

    @Test
    void a_record_judged_under_another_rule_set_is_marked() {
        hub.jdbc()
                .sql("update message set rules_digest = 'others' where record_key = '00010101/310S'")
                .update();

        Explanation explanation = explanations.of(messageOf("00010101/310S")).orElseThrow();

        assertThat(explanation.version().same()).isFalse();
        assertThat(explanation.version().under()).isEqualTo("others");
        assertThat(explanation.sent().messageId()).isEqualTo(explanation.id());
    }

    @Test
    void an_explanation_takes_as_many_statements_for_two_lines_as_for_fifty() {
        int many = statements(() -> explanations.of(messageOf(CLAIM)));
        String small = hub.jdbc()
                .sql(
                        "select message_id from message where queue = 'taxcredit.verification' and record_key <> :key limit 1")
                .param("key", CLAIM)
                .query(String.class)
                .single();

        assertThat(statements(() -> explanations.of(small))).isLessThanOrEqualTo(many);
        assertThat(many).isBetween(5, 34);
    }

    @Test
    void what_is_not_there_is_not_explained() {
        assertThat(explanations.of("none")).isEmpty();
        assertThat(explanations.of("PAY_1.csv:3")).isEmpty();
        assertThat(explanations.of("1:999999")).isEmpty();
        assertThat(explanations.of("99999999999999999999:1")).isEmpty();
    }

    /** The document leaves lines out, and a file's number depends on the order in which files came. */
    @Test
    void the_text_is_what_the_document_shows() {
        List<String> shown = DocumentPart.shown("explain")
                .content()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("```"))
                .filter(line -> !line.startsWith("$ ") && !line.strip().equals("…"))
                .map(ExplainedDemoTest::withoutNumbers)
                .toList();

        String text = text(REGISTRATIONS + ":5", Language.EN) + text(messageOf(CLAIM), Language.EN);

        assertThat(shown).hasSizeGreaterThan(15);
        assertThat(text.lines().map(ExplainedDemoTest::withoutNumbers)).containsSubsequence(shown);
    }

    @Test
    void the_text_can_be_had_in_french() {
        assertThat(text(REGISTRATIONS + ":5", Language.FR))
                .contains("Enregistrement", "Résultats des règles", "ne s'applique pas")
                .doesNotContain("not applicable", "Rule results");
        assertThat(text(messageOf(CLAIM), Language.FR).split("Nouveau calcul")[1])
                .contains("appuyée", "36 mois à compter du 2015-06-01", "daté par début du programme", "jours d'emploi")
                .contains("C1 Quel est le dernier jour des 36 ou 48 mois?", "livré")
                .doesNotContain("SUPPORTED", "months from", "commencement", "Which", "delivered");
    }

    @Test
    void hours_are_written_as_people_write_them() {
        assertThat(text(REGISTRATIONS + ":5", Language.EN)).contains("hoursCredited = 120 (");
    }

    private static String text(String id, Language language) {
        StringWriter out = new StringWriter();
        new ExplanationText(new PrintWriter(out, true), new Wording(language))
                .write(explanations.of(id).orElseThrow());
        return out.toString().replace("\r\n", "\n");
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("Message [0-9a-f]{32}", "Message #")
                .replaceAll("\\b\\d+:(?=\\d|control)", "#:")
                .replaceAll("[0-9a-f]{64}", "…")
                .replaceAll("sha-256 [0-9a-f]{12}", "sha-256 …")
                .replaceAll(" +", " ")
                .strip();
    }

    private static String messageOf(String key) {
        return hub.jdbc()
                .sql("select message_id from message where record_key = :key order by version desc limit 1")
                .param("key", key)
                .query(String.class)
                .single();
    }

    private static RuleAnswer answer(JudgedRecord record, String rule) {
        return record.answers().stream()
                .filter(answer -> answer.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static Step step(Explanation.Claim claim, String rule) {
        return claim.steps().stream()
                .filter(step -> step.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static String cited(Evidence place) throws IOException {
        byte[] file = Files.readAllBytes(WAVE.resolve("employment-ontario/" + place.file()));
        int from = Math.toIntExact(place.offset());
        return new String(Arrays.copyOfRange(file, from, from + place.length()), StandardCharsets.UTF_8);
    }

    /** The statements of this thread; a hub that runs beside has its own. */
    private static int statements(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        Thread here = Thread.currentThread();
        AtomicInteger count = new AtomicInteger();
        AppenderBase<ILoggingEvent> heard = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (Thread.currentThread() == here
                        && event.getMessage().startsWith("Executing prepared SQL statement")) {
                    count.incrementAndGet();
                }
            }
        };
        heard.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(heard);
        try {
            work.run();
        } finally {
            logger.detachAppender(heard);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
        return count.get();
    }
}
