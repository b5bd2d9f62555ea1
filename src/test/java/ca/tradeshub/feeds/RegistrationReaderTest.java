// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import static ca.tradeshub.feeds.Reading.HEADER;
import static ca.tradeshub.feeds.Reading.registrations;
import static ca.tradeshub.feeds.Reading.trailer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationReaderTest {

    private static final String RECORD = "{\"record\":\"registration\",\"agreementNumber\":\"TA-1\",\"period\":3,"
            + "\"hoursCredited\":240.00,\"form\":null,\"person\":{\"clientId\":\"0471100\",\"familyName\":\"Zoé\"}}\n";

    @Test
    void a_record_has_its_place_and_its_raw_text() {
        Reading read = registrations(HEADER + RECORD + trailer(1));
        SourceLine line = read.line();
        assertThat(line.line()).isEqualTo(2);
        assertThat(line.offset()).isEqualTo(HEADER.length());
        assertThat(line.length()).isEqualTo(RECORD.getBytes(StandardCharsets.UTF_8).length - 1);
        assertThat(line.text("person.familyName")).isEqualTo("Zoé");
        assertThat(line.text("hoursCredited")).isEqualTo("240.00");
        assertThat(line.text("period")).isEqualTo("3");
        assertThat(line.text("form")).isNull();
        assertThat(line.text("status")).isNull();
        assertThat(read.trailer()).isEqualTo(new ControlTotals(1, new BigDecimal("240.00")));
    }

    @Test
    void crlf_ends_a_line_like_lf_and_the_last_terminator_may_lack() {
        Reading read = registrations((HEADER + RECORD + trailer(1)).strip().replace("\n", "\r\n"));
        assertThat(read.refusal()).isNull();
        assertThat(read.line().length()).isEqualTo(RECORD.getBytes(StandardCharsets.UTF_8).length - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registrations|certificates|'registrations'",
                "\"1\"|\"2\"|'1'",
                "employment-ontario|somebody-else|'employment-ontario'",
                ":12,|:13,|sequence is 13",
                ":12,|:\"x\",|whole number",
                "-05:00||UTC offset",
                "\"header\"|\"trailer\"|'header'",
                "\"version\":\"1\",||'version' is missing",
                "\"feed\"|\"more\":1,\"feed\"|'more' is not part of the format",
                "\"feed\"|\"version\":\"1\",\"feed\"|occurs twice",
            })
    void a_header_must_be_this_feeds_this_senders_and_this_files(String part, String instead, String reason) {
        Reading read = registrations(HEADER.replace(part, instead == null ? "" : instead) + RECORD + trailer(1));
        assertThat(read.lines()).isEmpty();
        assertThat(read.refusal().code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(read.refusal().line()).isEqualTo(1);
        assertThat(read.refusal().why().en()).contains(reason);
    }

    @Test
    void an_empty_file_has_no_header() {
        assertThat(registrations("").refusal())
                .isEqualTo(new FileRefusal(
                        RefusalCode.FILE_HEADER, null, new Text("The file is empty.", "Le fichier est vide.")));
    }

    @Test
    void a_byte_order_mark_is_no_header() {
        FileRefusal refusal = registrations("\uFEFF" + HEADER + trailer(0)).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.why().en()).contains("byte order mark");
    }

    @Test
    void utf_16_is_named() {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
            FileRefusal refusal =
                    registrations((HEADER + trailer(0)).getBytes(charset)).refusal();
            assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
            assertThat(refusal.why().en()).contains("UTF-16");
        }
    }

    @Test
    void a_file_without_its_trailer_is_truncated() {
        assertThat(registrations(HEADER).refusal().code()).isEqualTo(RefusalCode.FILE_TRUNCATED);
        assertThat(registrations(HEADER + RECORD).refusal())
                .isEqualTo(new FileRefusal(
                        RefusalCode.FILE_TRUNCATED,
                        2,
                        new Text("The last line is not a trailer.", "La dernière ligne n'est pas une ligne de fin.")));
    }

    @Test
    void a_file_cut_anywhere_in_a_record_is_truncated() {
        byte[] whole = (HEADER + RECORD + trailer(1)).getBytes(StandardCharsets.UTF_8);
        int end = (HEADER + RECORD).getBytes(StandardCharsets.UTF_8).length;
        for (int cut = HEADER.length() + 1; cut < end; cut++) {
            FileRefusal refusal = registrations(Arrays.copyOf(whole, cut)).refusal();
            assertThat(refusal.code()).as("cut at %d", cut).isEqualTo(RefusalCode.FILE_TRUNCATED);
            assertThat(refusal.line()).isEqualTo(2);
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_found_with_their_line() {
        byte[] bytes = (HEADER + RECORD + trailer(1)).getBytes(Reading.WINDOWS_1252);
        FileRefusal refusal = registrations(bytes).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.why().en())
                .isEqualTo("Line 2 is not valid UTF-8: byte " + (RECORD.indexOf('é') + 1) + " is the first invalid one."
                        + " The file appears to be windows-1252.");
    }

    @Test
    void a_nul_in_the_first_line_is_named_by_its_byte() {
        FileRefusal refusal =
                registrations(HEADER.replace("feed", "f\0ed") + trailer(0)).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
        assertThat(refusal.why().en()).isEqualTo("Line 1 contains a NUL character at byte 22.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"records\":1,||'records' is missing",
                "\"records\":1|\"records\":-1|whole number",
                "240.00|240.001|two decimals",
                "240.00|2e2|two decimals",
                "\"records\"|\"more\":1,\"records\"|'more' is not part of the format",
            })
    void a_trailer_must_be_whole(String part, String instead, String reason) {
        Reading read = registrations(HEADER + RECORD + trailer(1).replace(part, instead == null ? "" : instead));
        assertThat(read.refusal().code()).isEqualTo(RefusalCode.FILE_TRAILER);
        assertThat(read.refusal().line()).isEqualTo(3);
        assertThat(read.refusal().why().en()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "x", "\n{", "{\"record\":\"trailer\",\"records\":1,\"hoursCredited\":\"240.00\"}\n"})
    void nothing_may_follow_the_trailer(String more) {
        Reading read = registrations(HEADER + RECORD + trailer(1) + more);
        assertThat(read.refusal().code()).isEqualTo(RefusalCode.FILE_TRAILER);
        assertThat(read.refusal().line()).isEqualTo(3);
        assertThat(read.refusal().why().en()).contains("followed by data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"record\":\"registration\",\"a\":1,\"a\":2}|a member occurs twice",
                "{\"record\":\"registration\",\"a\":{\"b\":1},\"a.b\":2}|two members have the same path",
                "{\"record\":\"registration\"} x|unexpected character",
                "{\"record\":\"registration\"} {}|the object is followed by other text",
                "{\"record\":\"registration\"|it is incomplete",
                "[\"record\"]|not an object",
                "{'record':'registration'}|unexpected character",
                "{\"record\":\"registration\",\"a\":01}|unexpected character",
                "{\"record\":\"registration\",\"a\":NaN}|unexpected character",
                "{\"record\":\"other\"}|must be 'registration'",
            })
    void a_line_that_is_no_registration_is_unreadable_and_the_others_go_on(String text, String reason) {
        Reading read = registrations(HEADER + text + "\n" + RECORD + trailer(2));
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).hasSize(2);
        UnreadableLine line = (UnreadableLine) read.lines().get(0);
        assertThat(line.code()).isEqualTo("MAP-JSON");
        assertThat(line.message().en()).contains(reason);
        assertThat(line.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n\r\n", "\u001A", "\n\u001A", "\0\0\0\0", "\0\0\n\0\0", "  \t\n \u001A\0"})
    void what_cannot_carry_data_may_follow_the_trailer(String more) {
        Reading read = registrations(HEADER + RECORD + trailer(1) + more);
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \t\r\n", "\0\0\n", "\u001A\n"})
    void a_blank_line_is_passed_over_and_counted(String blank) {
        Reading read = registrations(HEADER + blank + RECORD + blank + RECORD + blank + trailer(2));
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).extracting(SourceLine::line).containsExactly(3, 5);
    }

    @Test
    void a_blank_line_before_the_header_is_named() {
        FileRefusal refusal = registrations("\n" + HEADER + RECORD + trailer(1)).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.why().en()).contains("first line is blank");
    }

    @Test
    void padding_of_any_length_is_passed_over() {
        assertThat(registrations(HEADER + RECORD + trailer(1) + "\0".repeat(5 << 20))
                        .refusal())
                .isNull();
        assertThat(registrations(HEADER + RECORD + trailer(1) + "\n".repeat(5 << 20))
                        .refusal())
                .isNull();
        FileRefusal refusal = registrations(HEADER + RECORD + "\0".repeat(5 << 20) + "x\n" + trailer(1))
                .refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_LINE_TOO_LONG);
        assertThat(refusal.line()).isEqualTo(3);
    }

    @Test
    void a_file_of_padding_is_empty() {
        for (String padding : List.of("\0".repeat(32768), "\n\n", "\u001A")) {
            assertThat(registrations(padding).refusal().why().en()).isEqualTo("The file is empty.");
        }
    }

    @Test
    void monsters_are_unreadable() {
        for (String monster : new String[] {
            "{\"record\":\"registration\",\"a\":" + "9".repeat(400) + "}",
            "{\"record\":\"registration\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
            "{\"record\":\"registration\",\"" + "n".repeat(1000) + "\":1}",
            "{\"record\":\"registration\",\"a\":[" + "1,".repeat(1000) + "1]}",
        }) {
            UnreadableLine line =
                    registrations(HEADER + monster + "\n" + trailer(1)).unreadable();
            assertThat(line.message().en())
                    .containsAnyOf(
                            "more than 40 digits", "more than 5 levels deep", "more than 64 characters", "too many");
            assertThat(line.column()).isGreaterThan("{\"record\":\"registration\"".length());
        }
    }

    @Test
    void long_lines_come_in_small_batches() throws IOException {
        String line = "{\"record\":\"registration\",\"a\":\"" + "x".repeat(1_000_000) + "\"}\n";
        byte[] file = (HEADER + line.repeat(12) + trailer(12)).getBytes(StandardCharsets.UTF_8);
        try (FeedReader reader = FeedReaders.registrations(
                new ByteArrayInputStream(file), "employment-ontario", Reading.REGISTRATIONS)) {
            List<Integer> batches = new ArrayList<>();
            for (int size = reader.next(1000).size();
                    size > 0;
                    size = reader.next(1000).size()) {
                batches.add(size);
            }
            assertThat(batches).hasSize(3).allMatch(size -> size <= 5);
            assertThat(reader.trailer().records()).isEqualTo(12);
        }
    }

    @Test
    void what_a_sentence_quotes_is_short_and_printable() {
        String name = "n\\u0000\\u202E\\u2028".repeat(8) + "x".repeat(30);
        FileRefusal refusal = registrations(HEADER.replace("\"feed\"", "\"" + name + "\":1,\"feed\"") + trailer(0))
                .refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.why().en()).contains("n\\u{0}\\u{202E}\\u{2028}n").hasSizeLessThan(400);
        assertThat(refusal.why().en().chars()).allMatch(c -> c >= ' ' && c < 0x7F || c == '…');
    }

    @Test
    void an_unreadable_line_is_named_by_the_character() {
        UnreadableLine line = registrations(HEADER + "{\"record\":\"registration\",\"a\":01}\n" + trailer(1))
                .unreadable();
        assertThat(line.column()).isEqualTo(31);
    }

    @Test
    void a_raw_nul_is_refused_and_an_escaped_one_kept_for_the_mapping() {
        assertThat(registrations(HEADER + RECORD.replace("Zoé", "Zo\0") + trailer(1))
                        .unreadable()
                        .code())
                .isEqualTo("MAP-JSON");
        assertThat(registrations(HEADER + RECORD.replace("Zoé", "Zo\\u0000") + trailer(1))
                        .line()
                        .text("person.familyName"))
                .isEqualTo("Zo\0");
    }

    @Test
    void a_lone_cr_ends_no_line() {
        Reading read = registrations(HEADER + RECORD.replace("\n", "\r") + RECORD + trailer(2));
        assertThat(read.unreadable().message().en()).contains("the object is followed by other text");
        FileRefusal refusal = registrations((HEADER + RECORD + trailer(1)).replace("\n", "\r"))
                .refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.why().en()).contains("carriage return");
    }

    @Test
    void line_separators_of_unicode_end_no_line() {
        Reading read = registrations(HEADER + RECORD.replace("Zoé", "Zo\u2028\u0085é") + trailer(1));
        assertThat(read.line().text("person.familyName")).isEqualTo("Zo\u2028\u0085é");
    }

    @Test
    void a_line_longer_than_a_mebibyte_refuses_the_file() {
        String longest = "{\"record\":\"registration\",\"a\":\"" + "x".repeat((1 << 20) - 32) + "\"}";
        assertThat(longest.length()).isEqualTo(1 << 20);
        assertThat(registrations(HEADER + longest + "\r\n" + trailer(1)).refusal())
                .isNull();
        FileRefusal refusal =
                registrations(HEADER + RECORD + longest + " \n" + trailer(2)).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_LINE_TOO_LONG);
        assertThat(refusal.line()).isEqualTo(3);
    }

    @Test
    void what_is_nested_where_text_belongs_shows_as_an_unknown_member() {
        SourceLine line = registrations(HEADER
                        + "{\"record\":\"registration\",\"form\":{\"x\":1},\"act\":[],\"status\":{}}\n" + trailer(1))
                .line();
        assertThat(line.names()).containsExactly("record", "form.x", "act[]", "status{}");
    }
}
