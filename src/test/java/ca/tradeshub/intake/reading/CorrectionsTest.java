// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import static ca.tradeshub.testing.Lines.COLLEGE;
import static ca.tradeshub.testing.Lines.EMPLOYMENT;
import static ca.tradeshub.testing.Lines.MAPLE;
import static ca.tradeshub.testing.Lines.certificate;
import static ca.tradeshub.testing.Lines.certificates;
import static ca.tradeshub.testing.Lines.control;
import static ca.tradeshub.testing.Lines.pay;
import static ca.tradeshub.testing.Lines.payroll;
import static ca.tradeshub.testing.Lines.records;
import static ca.tradeshub.testing.Lines.registration;
import static ca.tradeshub.testing.Lines.registrations;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resubmission and an ordinary file correct. */
class CorrectionsTest {

    private static final String FIRST = "REG_20261120_000001.ndjson";
    private static final String FIRST_R1 = "REG_20261120_000001_R1.ndjson";
    private static final String FIRST_R2 = "REG_20261120_000001_R2.ndjson";
    private static final String SECOND = "REG_20261120_000002.ndjson";

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

    /** A registration of a person with a birth date that cannot be read; its key can. */
    private static String badBirth(int person) {
        return registration(person).replace("1995-03-04", "04/03/1995");
    }

    /** A registration of a person whose key cannot be read; who it is can. */
    private static String badKey(int person) {
        return registration(person).replace("\"TA-2015-", "\"TA-2015-IN-ALL-ITS-LENGTH-");
    }

    /** A registration of which nothing can be read. */
    private static String cut(int person) {
        String whole = registration(person);
        return whole.substring(0, whole.length() - 1);
    }

    @Test
    void a_resubmission_closes_by_key_and_by_place() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(1), badBirth(2), cut(3), badKey(4)));
        assertThat(hub.states(FIRST)).containsExactly("PENDING", "REJECTED", "REJECTED", "REJECTED");
        assertThat(hub.receipt(FIRST).path("resendAs").asText()).isEqualTo(FIRST_R1);

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2), registration(3), registration(4)));

        assertThat(hub.states(FIRST)).containsExactly("PENDING", "SUPERSEDED", "SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "PENDING", "PENDING");
        assertThat(hub.rule(FIRST, 3)).isEmpty();
        assertThat(hub.rule(FIRST, 4)).contains("CORRECTED-BY-PLACE");
        assertThat(hub.rule(FIRST, 5)).contains("CORRECTED-BY-PLACE");
        assertThat(hub.json(FIRST + ".status.json").path("changes").toString())
                .contains("{\"line\":4,\"state\":\"superseded\",\"rule\":\"CORRECTED-BY-PLACE\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 999_999})
    void a_resubmission_is_accepted_whatever_sequences_came_since(int since) throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2)));
        String later = "REG_20261124_%06d.ndjson".formatted(since);
        hub.drop(EMPLOYMENT, later, registrations(since, registration(9)));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING");
        assertThat(hub.receipt(FIRST_R1).path("warnings")).isEmpty();
    }

    @Test
    void the_next_file_about_another_person_closes_nothing() throws IOException {
        Path folder = Path.of("src/test/resources/resubmission/other-person");
        for (String name : List.of("REG_20261120_000071.ndjson", "REG_20261120_000072.ndjson")) {
            hub.drop(EMPLOYMENT, name, Files.readString(folder.resolve(name)));
        }

        assertThat(hub.states("REG_20261120_000071.ndjson")).containsExactly("REJECTED");
        assertThat(hub.states("REG_20261120_000072.ndjson")).containsExactly("PENDING");
    }

    @Test
    void an_ordinary_file_corrects_by_key_only() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2), cut(3)));

        hub.drop(EMPLOYMENT, SECOND, registrations(2, registration(2), registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "REJECTED");
    }

    @Test
    void a_resubmission_about_other_people_closes_nothing_whose_person_can_be_read() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badKey(2), badBirth(3)));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(8), registration(9)));

        assertThat(hub.states(FIRST)).containsExactly("REJECTED", "REJECTED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "PENDING");
    }

    @Test
    void one_identifier_that_agrees_is_the_same_person() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badKey(2).replace("1000002", "1000020")));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED");
    }

    @Test
    void a_resubmission_with_another_number_of_records_corrects_by_key_only() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2), cut(3), cut(4)));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2), registration(4)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "REJECTED", "REJECTED");
    }

    @Test
    void what_is_left_of_a_pack_comes_back_under_the_next_name_and_is_closed_by_its_place_there() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2), cut(3), cut(4)));
        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2)));

        assertThat(hub.json(FIRST + ".status.json").path("resendAs").asText()).isEqualTo(FIRST_R2);
        assertThat(records(hub.text(FIRST + ".rejected.ndjson"))).containsExactly(cut(3), cut(4));
        hub.drop(EMPLOYMENT, FIRST_R2, registrations(1, registration(3), registration(4)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED", "SUPERSEDED");
        assertThat(hub.json(FIRST + ".status.json").path("resendAs").isNull()).isTrue();
    }

    @Test
    void a_reordered_resubmission_corrects_by_key_only() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2), cut(3), badBirth(4)));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(4), registration(2), registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "REJECTED", "SUPERSEDED");
    }

    @Test
    void a_record_that_is_rejected_again_goes_back_once_and_its_correction_closes_both() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, badBirth(2), cut(3)));
        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2), badBirth(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "REJECTED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "REJECTED");
        assertThat(hub.receipt(FIRST_R1).path("resendAs").asText()).isEqualTo(FIRST_R2);
        assertThat(hub.json(FIRST + ".status.json").path("resendAs").isNull()).isTrue();
        hub.drop(EMPLOYMENT, FIRST_R2, registrations(1, registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "SUPERSEDED");
        assertThat(hub.rule(FIRST, 3)).contains("CORRECTED-BY-PLACE");
        assertThat(hub.rule(FIRST_R1, 3)).isEmpty();
    }

    @Test
    void a_correction_that_stays_unreadable_is_closed_through_both_places() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, cut(3)));
        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, cut(3).replace("Given", "Gwen")));
        assertThat(hub.states(FIRST)).containsExactly("REJECTED");

        hub.drop(EMPLOYMENT, FIRST_R2, registrations(1, registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("SUPERSEDED");
    }

    @Test
    void a_resubmission_orders_after_its_original_and_before_the_next_sequence() throws IOException {
        String moved = registration(2).replace("M5V 2T6", "K1A 0B1");
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(2), badBirth(3)));
        hub.drop(EMPLOYMENT, SECOND, registrations(2, moved));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2).replace("Given", "Gwen"), registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(SECOND)).containsExactly("PENDING");
        assertThat(hub.states(FIRST_R1)).containsExactly("SUPERSEDED", "PENDING");
    }

    @Test
    void a_resubmission_replaces_the_accepted_record_of_its_original() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(2), badBirth(3)));

        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2).replace("Given", "Gwen"), registration(3)));

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "PENDING");
    }

    @Test
    void the_order_of_arrival_changes_nothing() throws IOException {
        String moved = registration(2).replace("M5V 2T6", "K1A 0B1");
        hub.drop(EMPLOYMENT, SECOND, registrations(2, moved));
        hub.drop(EMPLOYMENT, FIRST_R2, registrations(1, registration(2).replace("Given", "Gail")));
        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2).replace("Given", "Gwen")));
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(2)));

        assertThat(hub.states(SECOND)).containsExactly("PENDING");
        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED");
        assertThat(hub.states(FIRST_R1)).containsExactly("SUPERSEDED");
        assertThat(hub.states(FIRST_R2)).containsExactly("SUPERSEDED");
        assertThat(hub.receipt(FIRST_R1).path("warnings").toString()).isEqualTo("[\"FILE-ORIGINAL-UNKNOWN\"]");
    }

    @Test
    void an_uncorrected_pack_is_rejected_again_and_closes_nothing() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(1), badBirth(2)));

        hub.drop(EMPLOYMENT, FIRST_R1, hub.text(FIRST + ".rejected.ndjson"));

        assertThat(hub.states(FIRST)).containsExactly("PENDING", "REJECTED");
        assertThat(hub.states(FIRST_R1)).containsExactly("REJECTED");
    }

    @Test
    void a_correction_that_equals_an_accepted_record_closes_its_original() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(2)));
        hub.drop(EMPLOYMENT, SECOND, registrations(2, badBirth(2)));

        hub.drop(EMPLOYMENT, "REG_20261120_000002_R1.ndjson", registrations(2, registration(2)));

        assertThat(hub.states(SECOND)).containsExactly("SUPERSEDED");
        assertThat(hub.states("REG_20261120_000002_R1.ndjson")).containsExactly("DUPLICATE");
    }

    @Test
    void certificates_are_corrected_by_key_and_by_place() throws IOException {
        String file = "CERT_20261120_000001.dat";
        String badDate = certificate(2).replace("19950304", "19951304");
        String badKey = certificate(3).replace("0000000003", "          ");
        hub.drop(COLLEGE, file, certificates(1, certificate(1), badDate, badKey));
        String resendAs = hub.receipt(file).path("resendAs").asText();
        assertThat(resendAs).isEqualTo("CERT_20261120_000001_R1.dat");
        String pack = hub.text(file + ".rejected.dat");
        assertThat(pack).startsWith("HDROCOTCERT20261120000001");

        hub.drop(COLLEGE, resendAs, pack.replace(badDate, certificate(2)).replace(badKey, certificate(3)));

        assertThat(hub.states(file)).containsExactly("PENDING", "SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(resendAs)).containsExactly("PENDING", "PENDING");
        assertThat(hub.rule(file, 4)).contains("CORRECTED-BY-PLACE");
    }

    @Test
    void pay_is_corrected_by_key_and_by_place_with_the_control_file_of_the_pack() throws IOException {
        String file = "PAY_123026635_20261120_000003.csv";
        String badDate = pay(2).replace("2016-01-04", "2016-13-04");
        String badKey = pay(3).replaceFirst("L3", "");
        hub.dropPay(MAPLE, file, payroll(pay(1), badDate, badKey), control(file, 3));
        String resendAs = hub.receipt(file).path("resendAs").asText();
        assertThat(resendAs).isEqualTo("PAY_123026635_20261120_000003_R1.csv");
        String pack = hub.text(file + ".rejected.csv");
        String packControl = hub.text(file + ".rejected.csv.ctl");
        assertThat(packControl).contains(resendAs);

        hub.dropPay(MAPLE, resendAs, pack.replace(badDate, pay(2)).replace(badKey, pay(3)), packControl);

        assertThat(hub.refusals(resendAs)).containsExactly((String) null);
        assertThat(hub.states(file)).containsExactly("PENDING", "SUPERSEDED", "SUPERSEDED");
        assertThat(hub.states(resendAs)).containsExactly("PENDING", "PENDING");
        assertThat(hub.rule(file, 4)).contains("CORRECTED-BY-PLACE");
    }

    @Test
    void pay_of_another_person_in_the_place_of_a_rejected_line_closes_nothing() throws IOException {
        String file = "PAY_123026635_20261120_000003.csv";
        hub.dropPay(MAPLE, file, payroll(pay(3).replaceFirst("L3", "")), control(file, 1));
        String resendAs = hub.receipt(file).path("resendAs").asText();

        hub.dropPay(MAPLE, resendAs, payroll(pay(5)), control(resendAs, 1));

        assertThat(hub.states(file)).containsExactly("REJECTED");
        assertThat(hub.states(resendAs)).containsExactly("PENDING");
    }
}
