// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

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

import ca.tradeshub.testing.Mailbox;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a dry run the name, the sequence and known content are warnings, and the content is checked. */
class DryRunTest {

    private static final String FIRST = "REG_20261120_000001.ndjson";
    private static final String BAD = registration(2).replace("1995-03-04", "04/03/1995");

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

    private JsonNode rehearse(String sender, String name, String content) throws IOException {
        hub.land(sender, "test", name, content).process();
        return hub.json("test/" + name + ".receipt.json");
    }

    @Test
    void a_used_sequence_is_a_warning_and_the_findings_are_there() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(1)));

        JsonNode receipt = rehearse(EMPLOYMENT, FIRST, registrations(1, registration(3), BAD));

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-REUSED\"]");
        assertThat(receipt.path("findings").toString()).contains("MAP-DATE");
        assertThat(receipt.path("nextSequence").asInt()).isEqualTo(2);
        assertThat(hub.names()).contains("test/" + FIRST + ".findings.csv");
    }

    @Test
    void known_content_is_a_warning_and_its_records_are_duplicates() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(1), BAD));

        JsonNode receipt = rehearse(EMPLOYMENT, FIRST, registrations(1, registration(1), BAD));

        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-DUPLICATE\",\"FILE-SEQUENCE-REUSED\"]");
        assertThat(receipt.at("/balance/records/duplicate").asInt()).isEqualTo(1);
        assertThat(receipt.at("/balance/records/rejected").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REG_20261120_12.ndjson",
                "REG_20261120_000001_R0.ndjson",
                "REG_20261120_000001_r1.ndjson",
                "REG_20260230_000001.ndjson",
                "reg_20261120_000001.ndjson",
                "REG_20261120_000001.json",
                "registrations"
            })
    void another_name_is_a_warning_and_the_content_is_checked(String name) throws IOException {
        JsonNode receipt = rehearse(EMPLOYMENT, name, registrations(1, registration(3), BAD));

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-NAME\"]");
        assertThat(receipt.path("findings").toString()).contains("MAP-DATE");
        assertThat(receipt.path("resendAs").isNull()).isTrue();
        assertThat(hub.jdbc()
                        .sql("select count(*) from record")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void certificates_of_another_name_are_checked() throws IOException {
        JsonNode receipt = rehearse(COLLEGE, "certificates.dat", certificates(7, certificate(1)));

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED");
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-NAME\"]");
    }

    @Test
    void the_content_of_another_name_can_be_refused() throws IOException {
        JsonNode receipt = rehearse(EMPLOYMENT, "report.txt", "no registrations\n");

        assertThat(receipt.path("code").asText()).isEqualTo("FILE-HEADER");
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-NAME\"]");
    }

    @Test
    void pay_under_a_used_sequence_is_checked_with_its_control_file() throws IOException {
        String name = "PAY_123026635_20261120_000003.csv";
        hub.dropPay(MAPLE, name, payroll(pay(1)), control(name, 1));

        hub.land(MAPLE, "test", name + ".ctl", control(name, 2));
        JsonNode receipt = rehearse(MAPLE, name, payroll(pay(2), pay(3).replace("2016-01-04", "2016-13-04")));

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-REUSED\"]");
    }

    @Test
    void the_right_to_file_is_no_warning() throws IOException {
        JsonNode receipt = rehearse(EMPLOYMENT, "CERT_20261120_000001.dat", certificates(1, certificate(1)));

        assertThat(receipt.path("code").asText()).isEqualTo("FILE-NOT-AUTHORISED");
    }

    @Test
    void a_resubmission_is_rehearsed_under_its_name_without_effect() throws IOException {
        hub.drop(EMPLOYMENT, FIRST, registrations(1, BAD));

        JsonNode receipt = rehearse(EMPLOYMENT, "REG_20261120_000001_R1.ndjson", registrations(1, registration(2)));

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED");
        assertThat(receipt.path("warnings")).isEmpty();
        assertThat(hub.states(FIRST)).containsExactly("REJECTED");
        hub.drop(EMPLOYMENT, "REG_20261120_000001_R1.ndjson", registrations(1, registration(2)));
        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED");
    }
}
