// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.testing.Dropped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a payroll file and its control file land together. */
class PairsOverSftpTest extends OverSftp {

    @Test
    void a_pair_that_does_not_prove_to_be_complete_is_landed_at_the_second_look_whatever_its_place_in_the_listing() {
        List<String> names = List.of(
                "PAY_123026635_20261120_000003.csv",
                "PAY_123026635_20261120_000003.csv.ctl",
                "PAY_123026635_20261120_000004.csv.ctl",
                "PAY_123026635_20261120_000004.csv.gz");
        site.drop(PAYROLL, names.get(0), "pay lines\n");
        site.drop(PAYROLL, names.get(1), "{}");
        site.drop(PAYROLL, names.get(2), "{}");
        site.drop(site.in(PAYROLL), names.get(3), Gzip.of("more pay lines\n"));

        hub.startAll();

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).isEqualTo(names));
        assertThat(names).extracting(name -> site.lookThatMoved(PAYROLL, name)).containsOnly(2);
        assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        names.get(1) + " PAIRED",
                        names.get(0) + " LANDED",
                        names.get(2) + " PAIRED",
                        names.get(3) + " LANDED");
    }

    @Test
    void what_proves_to_be_complete_is_landed_at_the_first_look() throws IOException {
        String csv = "PAY_123026635_20261120_000003.csv";
        site.drop(PAYROLL, csv, "line_id\n1\n2\n");
        site.drop(PAYROLL, csv + ".ctl", "{\"records\":2}");
        site.drop(PAYROLL, "PAY_123026635_20261120_000004.csv.gz", Gzip.of("line_id\n1\n"));
        site.drop(PAYROLL, "PAY_123026635_20261120_000004.csv.ctl", "{\"records\":1}");
        site.drop(REGISTRATIONS, REG_1, "{\"record\":\"header\"}\n{\"record\":\"trailer\",\"records\":0}\n");
        String cut = "REG_20261120_000002.ndjson";
        site.drop(REGISTRATIONS, cut, "{\"record\":\"header\"}\n{\"record\":\"trailer\",\"rec");

        hub.startAll();

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(4));
        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(REG_1, cut));
        assertThat(names(site.in(PAYROLL).resolve(".done")))
                .extracting(name -> site.lookThatMoved(PAYROLL, name))
                .containsOnly(1);
        assertThat(site.lookThatMoved(REGISTRATIONS, REG_1)).isEqualTo(1);
        assertThat(site.lookThatMoved(REGISTRATIONS, cut)).isGreaterThan(1);
        assertThat(hub.jdbc
                        .sql("select content_sha256 from file where name like '%.csv.gz'")
                        .query(String.class)
                        .single())
                .isEqualTo(Gzip.sha256("line_id\n1\n{\"records\":1}"));
    }

    @Test
    void a_csv_whose_control_file_went_away_between_two_looks_waits_for_it() throws IOException {
        String csv = "PAY_123026635_20261120_000003.csv";
        site.drop(PAYROLL, csv, "pay lines\n");

        LandedFile landed = new Dropped(PAYROLL, "in", Instant.EPOCH)
                .with(csv, "pay lines\n".getBytes(StandardCharsets.UTF_8))
                .land(hub.bean(Landing.class));

        assertThat(landed.source()).isEqualTo(LandedFile.Source.STAYS);
        assertThat(landed.waitsForProcessing()).isFalse();
        assertThat(hub.files()).isEmpty();
        assertThat(hub.count("pending_upload where kind = 'CONTROL-MISSING'")).isEqualTo(1);
        hub.startAll();
        site.drop(PAYROLL, csv + ".ctl", "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(csv + ".ctl PAIRED", csv + " LANDED"));
    }

    @Test
    void a_csv_without_its_control_file_is_left_alone_and_raises_an_alarm_beyond_the_limit() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");
        eventually(() -> assertThat(hub.count("pending_upload")).isEqualTo(1));
        assertThat(hub.openAlarms()).isEmpty();

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("UPLOAD-INCOMPLETE"));
        assertThat(hub.alarmDetails().get(0))
                .matches("The CSV has waited for its control file since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");
        assertThat(hub.files()).isEmpty();
        assertThat(names(site.in(PAYROLL))).hasSize(1);

        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.ctl", "{}");

        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        eventually(() -> assertThat(hub.count("pending_upload")).isZero());
        assertThat(hub.count("file where state = 'LANDED' and role = 'data'")).isEqualTo(1);
    }

    @Test
    void a_control_file_waits_in_its_place_for_its_csv_and_raises_an_alarm_beyond_the_limit() {
        hub.startAll();
        String control = "PAY_123026635_20261120_000003.csv.ctl";
        site.drop(PAYROLL, control, "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(control + " LANDED"));

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("CONTROL-FILE-ALONE"));
        assertThat(names(site.in(PAYROLL))).containsExactly(control);

        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(2));
        assertThat(hub.openAlarms()).isEmpty();
        assertThat(hub.files()).hasSize(2);
    }

    @Test
    void a_control_file_that_is_replaced_before_its_csv_comes_is_replaced_in_the_ledger() throws IOException {
        hub.startAll();
        String control = "PAY_123026635_20261120_000003.csv.ctl";
        site.drop(PAYROLL, control, "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(control + " LANDED"));

        Files.delete(site.in(PAYROLL).resolve(control));
        site.drop(PAYROLL, control, "{ }");
        eventually(() -> assertThat(hub.files()).hasSize(2));
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");

        eventually(() -> assertThat(hub.files())
                .containsExactly(
                        control + " REFUSED FILE-SEQUENCE-REUSED",
                        control + " PAIRED",
                        "PAY_123026635_20261120_000003.csv LANDED"));
        eventually(() -> assertThat(names(site.out(PAYROLL)))
                .containsExactly(control + ".receipt.html", control + ".receipt.json"));
    }

    @Test
    void an_employer_the_provider_may_not_file_for_is_refused_with_and_without_control_file() {
        hub.startAll();

        site.drop(PAYROLL, "PAY_999999998_20261120_000001.csv", "line_id\n");
        site.drop(PAYROLL, "PAY_999999998_20261120_000001.csv.ctl", "{}");

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        "PAY_999999998_20261120_000001.csv REFUSED FILE-NOT-AUTHORISED",
                        "PAY_999999998_20261120_000001.csv.ctl REFUSED FILE-NOT-AUTHORISED"));
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused"))).hasSize(2));
    }

    @Test
    void the_control_file_of_a_refused_csv_goes_where_the_csv_goes() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.gz", "no gzip");
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.ctl", "{}");

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused")))
                .containsExactly("PAY_123026635_20261120_000003.csv.ctl", "PAY_123026635_20261120_000003.csv.gz"));
    }

    @Test
    void a_dry_run_of_pay_under_another_name_is_landed_with_the_control_file_named_after_it() {
        site.drop(site.test(PAYROLL), "week-12.csv", "line_id\n".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "week-12.csv.ctl", "{}".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "alone.csv", "no control file\n".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "lonely.csv.ctl", "{ }".getBytes(StandardCharsets.UTF_8));
        hub.startAll();

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        "week-12.csv.ctl PAIRED",
                        "week-12.csv LANDED",
                        "alone.csv REFUSED FILE-NAME",
                        "lonely.csv.ctl REFUSED FILE-NAME"));
        assertThat(hub.count("file_warning where code = 'FILE-NAME'")).isEqualTo(1);
        eventually(() -> assertThat(names(site.test(PAYROLL).resolve(".done")))
                .containsExactly("week-12.csv", "week-12.csv.ctl"));
    }

    @Test
    void a_control_file_of_another_name_is_told_how_one_is_named() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.gz.ctl", "{}");

        eventually(() -> assertThat(hub.count("file where refusal_code = 'FILE-NAME' and refusal_detail like"
                        + " '%their control files are named%.csv.ctl'"))
                .isEqualTo(1));
    }
}
