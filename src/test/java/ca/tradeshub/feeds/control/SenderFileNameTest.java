// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderFileNameTest {

    @Test
    void a_registrations_name_says_its_date_and_sequence() {
        assertThat(SenderFileName.parse("REG_20161231_000012.ndjson"))
                .contains(new SenderFileName(
                        Feed.REGISTRATIONS,
                        "REG_20161231_000012.ndjson",
                        "REG_20161231_000012.ndjson",
                        "",
                        LocalDate.of(2016, 12, 31),
                        12,
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
    @ValueSource(
            strings = {
                "REG_20160230_000012.ndjson",
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
