// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.ledger.response.FileReport.Next;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {

    private static final String ORDINARY = "REG_20261120_000012.ndjson";
    private static final String RESUBMISSION = "REG_20261120_000012_R2.ndjson.gz";
    private static final Next FREE = new Next(13, 3);

    @ParameterizedTest
    @CsvSource({"FILE_SEQUENCE_REUSED", "FILE_DUPLICATE", "FILE_TOO_LARGE"})
    void an_ordinary_file_gets_the_free_sequence_where_another_one_helps(RefusalCode code) {
        assertThat(Remedies.of(code, ORDINARY, FREE).en())
                .startsWith(code.remedy().en())
                .endsWith("The next free sequence number is 13.");
    }

    @Test
    void a_resubmission_gets_its_free_name_and_keeps_the_sequence_of_its_original() {
        assertThat(Remedies.of(RefusalCode.FILE_SEQUENCE_REUSED, RESUBMISSION, FREE)
                        .en())
                .startsWith("Send the file as REG_20261120_000012_R3.ndjson.");
        assertThat(Remedies.of(RefusalCode.FILE_DUPLICATE, RESUBMISSION, FREE).en())
                .startsWith(RefusalCode.FILE_DUPLICATE.remedy().en())
                .endsWith("The next free name of a resubmission is REG_20261120_000012_R3.ndjson.");
    }

    @Test
    void the_highest_number_of_a_resubmission_is_not_passed() {
        assertThat(Remedies.of(RefusalCode.FILE_SEQUENCE_REUSED, RESUBMISSION, new Next(13, 1000))
                        .en())
                .contains("_R999.ndjson");
    }

    @Test
    void a_wrong_name_gets_the_free_sequence_and_a_right_one_gets_only_the_remedy() {
        assertThat(Remedies.of(RefusalCode.FILE_NAME, "payroll.csv", FREE).en()).contains("number is 13");
        assertThat(Remedies.of(RefusalCode.FILE_NAME, ORDINARY, FREE)).isEqualTo(RefusalCode.FILE_NAME.remedy());
    }

    @Test
    void what_no_sequence_helps_gets_only_the_remedy() {
        assertThat(Remedies.of(RefusalCode.FILE_COUNT, ORDINARY, FREE)).isEqualTo(RefusalCode.FILE_COUNT.remedy());
        assertThat(Remedies.of(RefusalCode.FILE_DUPLICATE, ORDINARY, new Next(null, 0)))
                .isEqualTo(RefusalCode.FILE_DUPLICATE.remedy());
    }
}
