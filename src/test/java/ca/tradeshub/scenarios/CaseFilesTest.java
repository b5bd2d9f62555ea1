// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of senders, dropped as they are, in which records of two persons have a number in common. The persons are invented. */
class CaseFilesTest {

    private static final Path CASES = Path.of("src/test/resources/cases");
    private static ScenarioHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = new ScenarioHub();
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
    }

    @BeforeEach
    void begin() {
        hub.begin();
    }

    @Test
    void a_registration_and_a_certificate_of_two_persons_under_one_account_number_are_not_merged() throws IOException {
        drop("legacy-college", "two-persons-under-one-account/CERT_20261120_000041.dat");
        hub.settle();
        assertThat(messages()).containsExactly("registry.certification NEW 1 20005008/306A");

        drop("employment-ontario", "two-persons-under-one-account/REG_20261120_000081.ndjson");
        hub.settle();

        assertThat(messages()).last().isEqualTo("registry.certification WITHDRAW 2 20005008/306A");
        assertThat(messages()).hasSize(2);
        assertThat(exceptions()).containsExactly("IDENTITY_CLASH");
        assertThat(states()).containsExactly("C HELD IDENTITY_CLASH", "R HELD IDENTITY_CLASH");
    }

    @Test
    void the_same_two_files_in_the_other_order_end_alike() throws IOException {
        drop("employment-ontario", "two-persons-under-one-account/REG_20261120_000081.ndjson");
        drop("legacy-college", "two-persons-under-one-account/CERT_20261120_000041.dat");
        hub.settle();

        assertThat(messages()).isEmpty();
        assertThat(exceptions()).containsExactly("IDENTITY_CLASH");
        assertThat(states()).containsExactly("C HELD IDENTITY_CLASH", "R HELD IDENTITY_CLASH");
    }

    @Test
    void a_pay_line_with_the_social_insurance_number_of_another_person_is_held_and_the_apprenticeship_is_not()
            throws IOException {
        drop("employment-ontario", "pay-with-another-sin/REG_20261120_000082.ndjson");
        drop("payroll-maple", "pay-with-another-sin/PAY_700048143_20261120_000001.csv.ctl");
        drop("payroll-maple", "pay-with-another-sin/PAY_700048143_20261120_000001.csv");
        hub.settle();

        assertThat(messages()).containsExactly("registry.certification NEW 1 20004814/306A");
        assertThat(exceptions()).containsExactly("IDENTITY_CLASH");
        assertThat(states()).containsExactly("P HELD IDENTITY_CLASH", "R DELIVERED");
    }

    /** The files are in ASCII. */
    private static void drop(String sender, String file) throws IOException {
        Path path = CASES.resolve(file);
        hub.land(
                new RenderedFile(
                        sender, path.getFileName().toString(), Files.readString(path, StandardCharsets.US_ASCII), null),
                "in");
    }

    private static List<String> messages() {
        return hub.jdbc()
                .sql("select queue || ' ' || kind || ' ' || version || ' ' || record_key from message order by id")
                .query(String.class)
                .list();
    }

    private static List<String> exceptions() {
        return hub.jdbc()
                .sql("select type from exception_case where closed_at is null order by id")
                .query(String.class)
                .list();
    }

    private static List<String> states() {
        return hub.jdbc()
                .sql("select concat_ws(' ', feed, state, rule) from record_status order by 1")
                .query(String.class)
                .list();
    }
}
