// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import static ca.tradeshub.testing.Lines.COLLEGE;
import static ca.tradeshub.testing.Lines.EMPLOYMENT;
import static ca.tradeshub.testing.Lines.MAPLE;
import static ca.tradeshub.testing.Lines.certificate;
import static ca.tradeshub.testing.Lines.certificates;
import static ca.tradeshub.testing.Lines.control;
import static ca.tradeshub.testing.Lines.pay;
import static ca.tradeshub.testing.Lines.payroll;
import static ca.tradeshub.testing.Lines.registration;
import static ca.tradeshub.testing.Lines.registrations;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.testing.ASender;
import ca.tradeshub.testing.Mailbox;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Used, free and missing sequence numbers. */
class SequenceWatchTest {

    private static final String STREAM = "employment-ontario/registrations";
    private static final String GAP = "FILE-SEQUENCE-GAP";

    private Mailbox hub;

    @BeforeEach
    void start() throws IOException {
        hub = new Mailbox();
    }

    @AfterEach
    void stop() throws IOException {
        hub.balances();
        hub.close();
    }

    private static String name(int sequence) {
        return "REG_20261120_%06d.ndjson".formatted(sequence);
    }

    private void drop(int... sequences) throws IOException {
        for (int sequence : sequences) {
            hub.drop(EMPLOYMENT, name(sequence), registrations(sequence, registration(sequence % 10_000)));
        }
    }

    private Optional<Text> declare(int first, int last) {
        return hub.bean(UnusedSequences.class).declare(STREAM, first, last, "Numbers were skipped", "operator");
    }

    @Test
    void a_gap_is_a_warning_and_an_alarm_until_the_late_files_come() throws IOException {
        drop(1, 3, 5);

        assertThat(hub.receipt(name(3)).path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-GAP\"]");
        assertThat(hub.alarms(GAP))
                .isEqualTo(Map.of(STREAM, "Sequence number 2 is missing; Sequence number 4 is missing"));

        drop(2);
        assertThat(hub.receipt(name(2)).path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-LATE\"]");
        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence number 4 is missing"));

        drop(4);
        assertThat(hub.alarms(GAP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"record\":\"header\"}",
                "no header at all",
                "{\"record\":\"header\",\"feed\":\"registrations\",\"version\":\"1\",\"sender\":\"employment-ontario\",\"sequence\":9,\"created\":\"2026-11-20T02:00:00-05:00\"}\n{\"record\":\"trailer\",\"records\":7,\"hoursCredited\":\"0.00\"}"
            })
    void a_refused_file_opens_no_alarm(String content) throws IOException {
        drop(1);

        hub.drop(EMPLOYMENT, name(9), content + "\n");

        assertThat(hub.refusals(name(9))).doesNotContainNull().hasSize(1);
        assertThat(hub.alarms(GAP)).isEmpty();
        assertThat(hub.receipt(name(9)).path("nextSequence").asInt()).isEqualTo(2);
    }

    @Test
    void a_late_file_that_is_refused_leaves_its_number_missing() throws IOException {
        drop(1, 3);
        hub.land(EMPLOYMENT, "in", name(2), "no header\n").process();

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence number 2 is missing"));
    }

    @Test
    void a_file_that_waits_fills_its_number_until_it_is_refused() throws IOException {
        drop(1);
        hub.land(EMPLOYMENT, "in", name(2), "no header\n");
        hub.land(EMPLOYMENT, "in", name(3), registrations(3, registration(3)));
        assertThat(hub.alarms(GAP)).isEmpty();

        hub.process();

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence number 2 is missing"));
    }

    @Test
    void declaring_numbers_as_never_used_closes_the_alarm_and_is_in_the_audit_trail() throws IOException {
        drop(1, 2, 999);
        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 3 to 998 are missing"));

        assertThat(declare(3, 900)).isEmpty();
        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 901 to 998 are missing"));
        assertThat(declare(850, 998)).isEmpty();

        assertThat(hub.alarms(GAP)).isEmpty();
        assertThat(hub.jdbc()
                        .sql("select actor || ' ' || subject || ' ' || detail from audit"
                                + " where action = 'declare-sequence-unused' order by id limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("operator employment-ontario/registrations"
                        + " {\"first\":3,\"last\":900,\"reason\":\"Numbers were skipped\"}");
    }

    @Test
    void a_sentence_that_does_not_name_all_numbers_states_how_many_there_are() throws IOException {
        drop(1, 2, 3, 4, 5, 6, 7);

        assertThat(declare(1, 9).orElseThrow().en())
                .startsWith("Accepted files use these numbers: 1, 2, 3, 4, 5, … (7).");
    }

    @Test
    void withdrawing_a_declaration_opens_the_alarm_again_and_is_in_the_audit_trail() throws IOException {
        drop(1, 2, 9);
        assertThat(declare(3, 6)).isEmpty();
        assertThat(declare(5, 8)).isEmpty();
        assertThat(hub.alarms(GAP)).isEmpty();

        assertThat(withdraw(5, 8, "They were sent")).isEmpty();

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 7 to 8 are missing"));
        assertThat(hub.bean(UnusedSequences.class).declared(10, null))
                .extracting(each -> each.stream() + " " + each.first() + "-" + each.last() + " " + each.declaredBy())
                .containsExactly(STREAM + " 3-6 operator");
        assertThat(hub.bean(UnusedSequences.class).count()).isEqualTo(1);
        assertThat(hub.jdbc()
                        .sql("select actor || ' ' || subject || ' ' || detail from audit"
                                + " where action = 'withdraw-sequence-unused'")
                        .query(String.class)
                        .list())
                .containsExactly("supervisor employment-ontario/registrations"
                        + " {\"first\":5,\"last\":8,\"reason\":\"They were sent\"}");

        drop(7, 8);
        assertThat(hub.alarms(GAP)).isEmpty();
        assertThat(withdraw(3, 6, "Also these")).isEmpty();
        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 3 to 6 are missing"));
        assertThat(declare(3, 6)).isEmpty();
        assertThat(hub.alarms(GAP)).isEmpty();
    }

    @Test
    void a_withdrawal_without_gap_opens_no_alarm() throws IOException {
        drop(1, 4);
        assertThat(declare(2, 3)).isEmpty();
        drop(2, 3);

        assertThat(withdraw(2, 3, "They were sent")).isEmpty();

        assertThat(hub.alarms(GAP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "employment-ontario/registrations, 2, 2, part of it, Give the numbers as they were declared: 2-3",
        "employment-ontario/registrations, 2, 3, ' ', reason is missing",
        "employment-ontario/registrations, 2, 3, of 501 800 007, may identify a person",
        "employment-ontario/registrations/2026, 2, 3, another year, No numbers of the sequence",
        "legacy-college/certificates, 2, 3, another sender, No numbers of the sequence",
        "employment-ontario, 2, 3, no feed, is not a sequence"
    })
    void a_withdrawal_that_does_not_fit_is_refused_with_a_sentence(
            String stream, int first, int last, String reason, String why) throws IOException {
        drop(1, 4);
        assertThat(declare(2, 3)).isEmpty();

        assertThat(hub.bean(UnusedSequences.class).withdraw(stream, first, last, reason, "operator"))
                .hasValueSatisfying(text -> assertThat(text.en()).contains(why));

        assertThat(hub.alarms(GAP)).isEmpty();
    }

    private Optional<Text> withdraw(int first, int last, String reason) {
        return hub.bean(UnusedSequences.class).withdraw(STREAM, first, last, reason, "supervisor");
    }

    @Test
    void a_file_with_a_declared_number_is_accepted_all_the_same() throws IOException {
        drop(1, 4);
        assertThat(declare(2, 3)).isEmpty();

        drop(3);

        assertThat(hub.states(name(3))).containsExactly("PENDING");
        assertThat(hub.receipt(name(3)).path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-LATE\"]");
        assertThat(hub.alarms(GAP)).isEmpty();
    }

    @Test
    void a_new_gap_after_a_declaration_opens_a_new_alarm() throws IOException {
        drop(1, 4);
        assertThat(declare(2, 3)).isEmpty();

        drop(7);

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 5 to 6 are missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "employment-ontario/registrations, 3, 2, wrong order, not sequence numbers",
        "employment-ontario/registrations, -1, 2, below zero, not sequence numbers",
        "employment-ontario/registrations, 2, 1000000, too high, not sequence numbers",
        "employment-ontario/registrations, 2, 9, over a used one, use these numbers: 4",
        "employment-ontario/registrations, 2, 3, '  ', reason is missing",
        "employment-ontario/registrations, 2, 3, of 046 454 286, may identify a person",
        "employment-ontario/registrations/2026, 2, 3, another year, No file of the sequence",
        "legacy-college/certificates, 2, 3, another sender, No file of the sequence",
        "payroll-maple/payroll, 2, 3, no employer, is not a sequence",
        "employment-ontario, 2, 3, no feed, is not a sequence"
    })
    void a_declaration_that_does_not_fit_is_refused_with_a_sentence(
            String stream, int first, int last, String reason, String why) throws IOException {
        drop(1, 4);

        assertThat(hub.bean(UnusedSequences.class).declare(stream, first, last, reason, "operator"))
                .hasValueSatisfying(text -> assertThat(text.en()).contains(why));

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence numbers 2 to 3 are missing"));
        assertThat(hub.jdbc()
                        .sql("select count(*) from unused_sequence")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void declaring_the_same_numbers_again_is_refused_and_writes_nothing() throws IOException {
        drop(1, 3);
        assertThat(declare(2, 2)).isEmpty();

        assertThat(declare(2, 2).orElseThrow().en())
                .isEqualTo("The numbers 2 of the sequence " + STREAM
                        + " are already declared as never used. Nothing has to be done.");

        assertThat(hub.bean(UnusedSequences.class).count()).isEqualTo(1);
        assertThat(withdraw(1, 3, "It was sent").orElseThrow().en())
                .isEqualTo("1-3 is not a declaration of this sequence. Give the numbers as they were declared: 2.");
    }

    @Test
    void the_highest_number_can_be_declared_as_unused() throws IOException {
        drop(1, 4);

        assertThat(hub.bean(UnusedSequences.class)
                        .declare(
                                "employment-ontario/registrations",
                                999_999,
                                999_999,
                                "The system was replaced",
                                "operator"))
                .isEmpty();
    }

    @Test
    void payroll_counts_per_employer() throws IOException {
        String first = "PAY_123026635_20261120_000001.csv";
        String third = "PAY_123026635_20261120_000003.csv";
        hub.dropPay(MAPLE, first, payroll(pay(1)), control(first, 1));
        hub.dropPay(MAPLE, third, payroll(pay(3)), control(third, 1));

        assertThat(hub.alarms(GAP))
                .isEqualTo(Map.of("payroll-maple/payroll/123026635", "Sequence number 2 is missing"));
        assertThat(hub.bean(UnusedSequences.class)
                        .declare("payroll-maple/payroll/123026635", 2, 2, "Test run", "operator"))
                .isEmpty();
        assertThat(hub.alarms(GAP)).isEmpty();
        assertThat(hub.receipt(third).path("nextSequence").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1 2 3, 4", "1 2 7, 8", "999, 1000", "1 2 999999, 3", "999998 999999, 1", "999999, 1"})
    void the_next_free_sequence_follows_the_highest_one(String used, int next) throws IOException {
        for (String sequence : used.split(" ")) {
            drop(Integer.parseInt(sequence));
        }

        assertThat(hub.bean(SequenceNumbers.class).next(new SequenceStream(EMPLOYMENT, Feed.REGISTRATIONS, "", 0)))
                .isEqualTo(next);
    }

    @Test
    void a_used_sequence_is_refused_with_the_next_free_one() throws IOException {
        drop(1, 2, 3);

        hub.drop(EMPLOYMENT, "REG_20261121_000002.ndjson", registrations(2, registration(77)));

        var receipt = hub.receipt("REG_20261121_000002.ndjson");
        assertThat(receipt.path("code").asText()).isEqualTo("FILE-SEQUENCE-REUSED");
        assertThat(receipt.path("nextSequence").asInt()).isEqualTo(4);
        assertThat(receipt.path("remedy").asText()).endsWith("The next free sequence number is 4.");
        assertThat(receipt.path("remedyFr").asText()).endsWith("Le prochain numéro de séquence libre est 4.");
        assertThat(receipt.path("resendAs").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REG_20261121_3.ndjson",
                "reg_20261121_000003.ndjson",
                "REG_20261321_000003.ndjson",
                "registrations.ndjson",
                "REG_20261121_000003.json"
            })
    void a_wrong_name_is_refused_with_the_next_free_sequence(String wrong) throws IOException {
        drop(1, 2);

        hub.drop(EMPLOYMENT, wrong, registrations(3, registration(77)));

        var receipt = hub.receipt(wrong);
        assertThat(receipt.path("code").asText()).isEqualTo("FILE-NAME");
        assertThat(receipt.path("nextSequence").asInt()).isEqualTo(3);
        assertThat(receipt.path("remedy").asText()).endsWith("The next free sequence number is 3.");
        assertThat(receipt.path("remedyFr").asText()).endsWith("Le prochain numéro de séquence libre est 3.");
    }

    @Test
    void the_first_file_with_a_wrong_name_begins_at_1() throws IOException {
        hub.drop(EMPLOYMENT, "registrations.ndjson", registrations(1, registration(77)));

        assertThat(hub.receipt("registrations.ndjson").path("remedy").asText())
                .endsWith("The next free sequence number is 1.");
    }

    @ParameterizedTest
    @CsvSource({
        "PAY_123026635_20261121_2.csv, 2",
        "paie-2026-11-21.csv, 2",
        "PAY_501800007_20261121_2.csv,",
        "PAY_123026635RP0001_20261121_000002.csv, 2"
    })
    void a_wrong_name_of_a_payroll_file_is_refused_with_the_sequence_of_its_employer(String wrong, Integer next)
            throws IOException {
        String first = "PAY_123026635_20261120_000001.csv";
        hub.dropPay(MAPLE, first, payroll(pay(1)), control(first, 1));

        hub.drop(MAPLE, wrong, payroll(pay(2)));

        var receipt = hub.receipt(wrong);
        assertThat(receipt.path("code").asText()).isEqualTo("FILE-NAME");
        assertThat(receipt.path("nextSequence").isNull()).isEqualTo(next == null);
        assertThat(receipt.path("nextSequence").asInt()).isEqualTo(next == null ? 0 : next);
    }

    @Test
    void the_same_content_is_refused_with_the_next_free_sequence() throws IOException {
        drop(1);

        hub.drop(EMPLOYMENT, name(2), registrations(1, registration(1)));

        var receipt = hub.receipt(name(2));
        assertThat(receipt.path("code").asText()).isEqualTo("FILE-DUPLICATE");
        assertThat(receipt.path("remedy").asText()).endsWith("The next free sequence number is 2.");
    }

    @Test
    void a_used_resubmission_is_refused_with_the_name_that_is_free() throws IOException {
        String bad = registration(2).replace("1995-03-04", "04/03/1995");
        hub.drop(EMPLOYMENT, name(1), registrations(1, registration(1), bad));
        String first = "REG_20261120_000001_R1.ndjson";
        hub.drop(EMPLOYMENT, first, registrations(1, registration(2)));

        hub.drop(EMPLOYMENT, first, registrations(1, registration(2).replace("Given", "Gwen")));

        assertThat(hub.refusals(first)).containsExactly(null, "FILE-SEQUENCE-REUSED");
        assertThat(hub.json(first + ".2.receipt.json").path("remedy").asText())
                .contains("Send the file as REG_20261120_000001_R2.ndjson.");
        hub.drop(
                EMPLOYMENT,
                "REG_20261120_000001_R2.ndjson",
                registrations(1, registration(2).replace("Given", "Gwen")));
        assertThat(hub.states("REG_20261120_000001_R2.ndjson")).containsExactly("PENDING");
        assertThat(hub.states(first)).containsExactly("SUPERSEDED");
    }

    @Test
    void resubmissions_neither_fill_nor_open_gaps() throws IOException {
        drop(1, 3);

        hub.drop(EMPLOYMENT, "REG_20261120_000002_R1.ndjson", registrations(2, registration(2)));
        hub.drop(EMPLOYMENT, "REG_20261120_000009_R1.ndjson", registrations(9, registration(9)));

        assertThat(hub.alarms(GAP)).isEqualTo(Map.of(STREAM, "Sequence number 2 is missing"));
        assertThat(hub.receipt("REG_20261120_000009_R1.ndjson")
                        .path("nextSequence")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void a_sequence_that_restarts_each_january_is_two_sequences_in_their_order() throws IOException {
        hub.close();
        hub = new Mailbox(
                Map.of(COLLEGE, ASender.of(Feed.CERTIFICATES).restartingYearly().settings()));
        String december = "CERT_20261220_000041.dat";
        String january = "CERT_20270104_000001.dat";
        hub.clock().advance(Duration.ofDays(60));
        hub.drop(COLLEGE, december, certificates(41, certificate(1), certificate(2)));

        hub.drop(COLLEGE, january, certificates(1, certificate(1).replace("Given", "Gwen ")));

        assertThat(hub.refusals(january)).containsExactly((String) null);
        assertThat(hub.receipt(january).path("warnings")).isEmpty();
        assertThat(hub.receipt(january).path("nextSequence").asInt()).isEqualTo(2);
        assertThat(hub.states(december)).containsExactly("SUPERSEDED", "PENDING");
        hub.drop(
                COLLEGE,
                "CERT_20261231_000042.dat",
                certificates(42, certificate(1).replace("Given", "Gail ")));
        assertThat(hub.states("CERT_20261231_000042.dat")).containsExactly("SUPERSEDED");
        hub.drop(COLLEGE, "CERT_20270111_000003.dat", certificates(3, certificate(5)));
        assertThat(hub.alarms(GAP))
                .isEqualTo(Map.of("legacy-college/certificates/2027", "Sequence number 2 is missing"));
        assertThat(hub.bean(UnusedSequences.class)
                        .declare("legacy-college/certificates/2027", 2, 2, "Skipped", "operator"))
                .isEmpty();
        assertThat(hub.alarms(GAP)).isEmpty();
    }
}
