// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderFileNameTest {

    @Test
    void a_registrations_name_says_its_date_and_sequence() {
        assertThat(SenderFileName.parse("REG_20161231_000012.ndjson"))
                .contains(new SenderFileName(
                        Feed.REGISTRATIONS,
                        "REG_20161231_000012.ndjson",
                        "",
                        LocalDate.of(2016, 12, 31),
                        12,
                        0,
                        false,
                        List.of()));
    }

    @Test
    void containers_are_opened_outermost_first() {
        SenderFileName name =
                SenderFileName.parse("CERT_20161231_000012.dat.gz.pgp").orElseThrow();
        assertThat(name.containers()).containsExactly("pgp", "gz");
        assertThat(name.logicalName()).isEqualTo("CERT_20161231_000012.dat");
        assertThat(name.feed()).isEqualTo(Feed.CERTIFICATES);
        assertThat(name.pairedName()).isEmpty();
    }

    @Test
    void a_payroll_file_and_its_control_file_name_each_other() {
        SenderFileName csv =
                SenderFileName.parse("PAY_123026635_20161231_000003.csv.gz").orElseThrow();
        SenderFileName control =
                SenderFileName.parse("PAY_123026635_20161231_000003.csv.ctl").orElseThrow();
        assertThat(csv.employerBn9()).isEqualTo("123026635");
        assertThat(csv.control()).isFalse();
        assertThat(control.control()).isTrue();
        assertThat(csv.pairedName()).contains(control.logicalName());
        assertThat(control.pairedName()).contains(csv.logicalName());
    }

    @ParameterizedTest
    @CsvSource({
        "REG_20161231_000012_R1.ndjson, 1, REG_20161231_000012.ndjson, REG_20161231_000012_R2.ndjson",
        "REG_20161231_000012_R9.ndjson.gz.pgp, 9, REG_20161231_000012.ndjson, REG_20161231_000012_R10.ndjson",
        "CERT_20161231_000012_R99.dat.pgp, 99, CERT_20161231_000012.dat, CERT_20161231_000012_R100.dat",
        "PAY_123026635_20161231_000003_R998.csv.gz, 998, PAY_123026635_20161231_000003.csv,"
                + " PAY_123026635_20161231_000003_R999.csv",
        "PAY_123026635_20161231_000003_R2.csv.ctl, 2, PAY_123026635_20161231_000003.csv.ctl,"
                + " PAY_123026635_20161231_000003_R3.csv.ctl"
    })
    void a_resubmission_names_its_original_and_the_one_after_it(
            String name, int number, String original, String following) {
        SenderFileName parsed = SenderFileName.parse(name).orElseThrow();

        assertThat(parsed.resubmission()).isEqualTo(number);
        assertThat(parsed.originalName()).isEqualTo(original);
        assertThat(parsed.resubmitted(number + 1).name()).isEqualTo(following);
        assertThat(SenderFileName.parse(original).orElseThrow().resubmission()).isZero();
        assertThat(parsed.sequence())
                .isEqualTo(SenderFileName.parse(original).orElseThrow().sequence());
        assertThat(parsed.format())
                .isEqualTo(SenderFileName.parse(original).orElseThrow().format());
    }

    @Test
    void a_resubmission_of_payroll_and_its_control_file_name_each_other() {
        SenderFileName csv =
                SenderFileName.parse("PAY_123026635_20161231_000003_R1.csv.gz").orElseThrow();

        assertThat(csv.pairedName()).contains("PAY_123026635_20161231_000003_R1.csv.ctl");
        assertThat(SenderFileName.parse("PAY_123026635_20161231_000003_R1.csv.ctl")
                        .orElseThrow()
                        .pairedName())
                .contains("PAY_123026635_20161231_000003_R1.csv");
    }

    @Test
    void a_dry_run_takes_any_name_for_its_feed() {
        SenderFileName name =
                SenderFileName.unconventional(Feed.PAYROLL, "pay week 12.csv.gz.pgp", LocalDate.of(2026, 11, 20));

        assertThat(name.isConventional()).isFalse();
        assertThat(name.containers()).containsExactly("pgp", "gz");
        assertThat(name.pairedName()).contains("pay week 12.csv.ctl");
        assertThat(name.contradicts(7)).isFalse();
        assertThat(SenderFileName.parse("REG_20161231_000012.ndjson")
                        .orElseThrow()
                        .contradicts(7))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REG_20160230_000012.ndjson",
                "REG_20161231_000012_R0.ndjson",
                "REG_20161231_000012_R01.ndjson",
                "REG_20161231_000012_R1000.ndjson",
                "REG_20161231_000012_r1.ndjson",
                "REG_20161231_000012_R.ndjson",
                "REG_20161231_000012_R1_R2.ndjson",
                "REG_20161231_000012R1.ndjson",
                "REG_20161231_R1_000012.ndjson",
                "REG_20161231_000012.ndjson_R1",
                "REG_00000101_000012.ndjso",
                "REG_20161231_12.ndjson",
                "REG_20161231_000012.dat",
                "REG_20161231_000012.ndjson.gz.gz",
                "REG_20161231_000012.ndjson.pgp.gz",
                "REG_20161231_000012.ndjson.ctl",
                "reg_20161231_000012.ndjson",
                "PAY_12302663_20161231_000003.csv",
                "PAY_20161231_000003.csv",
                "PAY_123026635_20161231_000003.csv.gz.ctl",
                "REG_٢٠١٦١٢٣١_000012.ndjson",
                "../REG_20161231_000012.ndjson",
                ""
            })
    void other_names_are_none(String name) {
        assertThat(SenderFileName.parse(name)).isEmpty();
    }
}
