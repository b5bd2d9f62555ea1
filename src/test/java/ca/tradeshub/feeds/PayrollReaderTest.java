// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import static ca.tradeshub.feeds.Reading.payroll;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayrollReaderTest {

    private static final String HEADER = "id,name,wages\n";

    @Test
    void columns_are_found_by_name_in_any_order_with_others_between() {
        SourceLine line = payroll("wages,note,name,id\n650.00,x,\"Roy, \"\"Zoé\"\"\",L-1\n")
                .line();
        assertThat(line.text("id")).isEqualTo("L-1");
        assertThat(line.text("name")).isEqualTo("Roy, \"Zoé\"");
        assertThat(line.text("wages")).isEqualTo("650.00");
        assertThat(line.text("other")).isNull();
        assertThat(line.column("id")).isEqualTo(4);
        assertThat(line.line()).isEqualTo(2);
        assertThat(line.offset()).isEqualTo(19);
    }

    @Test
    void totals_are_the_control_files() {
        assertThat(payroll(HEADER).trailer()).isEqualTo(new ControlTotals(26, new BigDecimal("33800.00")));
    }

    @Test
    void a_byte_order_mark_is_allowed_and_counts_as_bytes() {
        SourceLine line = payroll("\uFEFF" + HEADER + "1,a,2\n").line();
        assertThat(line.text("id")).isEqualTo("1");
        assertThat(line.offset()).isEqualTo(HEADER.length() + 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,name|does not contain these columns of layout 'small': wages",
                "1,Roy,650.00|are id, name, wages",
                "id,name,id,wages|'id' occurs twice",
                "id,name,\"wages|not a header row",
                "''|not a header row|",
            })
    void a_header_row_must_name_every_column_once(String header, String reason) {
        FileRefusal refusal = payroll(header + "\n1,a,2\n").refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.line()).isEqualTo(1);
        if (!header.isEmpty()) {
            assertThat(refusal.why().en()).contains(reason);
        }
    }

    @Test
    void a_missing_header_row_shows_nothing_of_the_row_that_stands_in_its_place() {
        assertThat(payroll("1,Martin,Martin\n").refusal().why().en())
                .contains("are id, name, wages")
                .doesNotContain("Martin");
        assertThat(payroll("id,name,Martin,wages,Martin\n").refusal().why().en())
                .contains("columns 3 and 5")
                .doesNotContain("Martin");
    }

    @Test
    void an_empty_file_has_no_header_row() {
        assertThat(payroll("").refusal())
                .isEqualTo(new FileRefusal(
                        RefusalCode.FILE_HEADER, null, new Text("The file is empty.", "Le fichier est vide.")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,a|2", "1,a,2,3|4", "1;a;2|1", "1,\"a\"\"b\",2,|4"})
    void a_ragged_row_is_unreadable_and_the_others_go_on(String row, String observed) {
        Reading read = payroll(HEADER + row + "\n2,b,3\n");
        assertThat(read.lines()).hasSize(2);
        UnreadableLine line = (UnreadableLine) read.lines().get(0);
        assertThat(line.code()).isEqualTo("MAP-COLUMNS");
        assertThat(line.line()).isEqualTo(2);
        assertThat(line.observed()).isEqualTo(observed);
        assertThat(read.lines().get(1).text("id")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {",,\n", ",,,,,,,\n", "\"\",\"\",\n", " , ,\r\n", "\n", "\u001A"})
    void a_row_without_a_value_is_passed_over(String blank) {
        Reading read = payroll(HEADER + "1,a,3\n" + blank);
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).hasSize(1);
    }

    @Test
    void columns_without_a_name_are_passed_over() {
        Reading read = payroll(HEADER.replace("\n", ",, \n") + "1,a,3,,\n2,b,4,x,y\n3,c,5\n");
        assertThat(read.refusal()).isNull();
        assertThat(read.lines().get(0).text("wages")).isEqualTo("3");
        assertThat(read.lines().get(1).text("wages")).isEqualTo("4");
        assertThat(((UnreadableLine) read.lines().get(2)).observed()).isEqualTo("3");

        Reading first = payroll("," + HEADER + "0,1,a,3\n");
        assertThat(first.lines().get(0).text("id")).isEqualTo("1");
        assertThat(first.lines().get(0).column("id")).isEqualTo(2);
    }

    @Test
    void a_line_cut_before_padding_is_still_cut() {
        assertThat(payroll(HEADER + "1,a\0\0\0").refusal().code()).isEqualTo(RefusalCode.FILE_TRUNCATED);
    }

    @Test
    void an_unclosed_quote_is_named_by_its_line_and_spoils_no_other() {
        Reading read = payroll(HEADER + "1,a,2\n2,\"b,3\n3,c,4\n4,\"d\"x,5\n5,e,6\n");
        assertThat(read.lines()).hasSize(5);
        assertThat(read.lines().stream()
                        .filter(UnreadableLine.class::isInstance)
                        .map(SourceLine::line))
                .containsExactly(3, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,a,\"2|3|not closed",
                "1,\"a,2|2|not closed",
                "1,\"a\"b,2|2|followed by other text",
                "\"1\"\"\",a,\"2\"x|3|followed by other text",
                "1,a\r,2|2|carriage return"
            })
    void what_is_wrong_with_a_row_is_named_by_its_column(String row, int column, String reason) {
        UnreadableLine line = payroll(HEADER + row.replace("\\r", "\r") + "\n").unreadable();
        assertThat(line.column()).isEqualTo(column);
        assertThat(line.message().en()).contains(reason);
    }

    @Test
    void a_row_of_a_mebibyte_of_separators_is_unreadable() {
        UnreadableLine line = payroll(HEADER + ",".repeat(1 << 20) + "\n").unreadable();
        assertThat(line.message().en()).contains("more than 1000 columns");
        assertThat(payroll(",".repeat(1 << 20) + "\n").refusal().why().en()).contains("more than 1000 columns");
    }

    @Test
    void a_quoted_line_break_is_rejected_on_both_its_lines() {
        Reading read = payroll(HEADER + "1,\"a\nb\",2\n3,\"c\rd\",4\n5,e\r,6\n7,g,8\n");
        assertThat(read.lines()).hasSize(5);
        assertThat(read.lines().subList(0, 4)).allMatch(UnreadableLine.class::isInstance);
        assertThat(read.lines().get(4).text("wages")).isEqualTo("8");
    }

    @Test
    void crlf_and_lf_may_mix() {
        Reading read = payroll("id,name,wages\r\n1,a,2\r\n3,b,4\n");
        assertThat(read.lines()).extracting(line -> line.text("wages")).containsExactly("2", "4");
    }

    @Test
    void a_file_of_lone_crs_is_one_line_and_no_header() {
        assertThat(payroll("id,name,wages\r1,a,2\r").refusal().code()).isEqualTo(RefusalCode.FILE_HEADER);
    }

    @Test
    void a_file_cut_inside_its_last_row_is_truncated() {
        byte[] whole = (HEADER + "1,a,2\n2,Zoé,3").getBytes(StandardCharsets.UTF_8);
        assertThat(payroll(whole, StandardCharsets.UTF_8).refusal()).isNull();
        for (int cut = HEADER.length() + 7; cut < whole.length - 1; cut++) {
            FileRefusal refusal =
                    payroll(Arrays.copyOf(whole, cut), StandardCharsets.UTF_8).refusal();
            assertThat(refusal.code()).as("cut at %d", cut).isEqualTo(RefusalCode.FILE_TRUNCATED);
            assertThat(refusal.line()).isEqualTo(3);
        }
    }

    @Test
    void the_encoding_is_the_layouts() {
        byte[] bytes = (HEADER + "1,Zoé,2\n").getBytes(Reading.WINDOWS_1252);
        assertThat(payroll(bytes, Reading.WINDOWS_1252).line().text("name")).isEqualTo("Zoé");
        FileRefusal refusal = payroll(bytes, StandardCharsets.UTF_8).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void utf_16_is_named_whatever_the_encoding() {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_8, Reading.WINDOWS_1252}) {
            assertThat(payroll(HEADER.getBytes(StandardCharsets.UTF_16), charset)
                            .refusal()
                            .why()
                            .en())
                    .contains("UTF-16");
        }
    }

    @Test
    void a_nul_in_a_field_is_kept_for_the_mapping() {
        assertThat(payroll(HEADER + "1,a\0b,2\n").line().text("name")).isEqualTo("a\0b");
    }
}
