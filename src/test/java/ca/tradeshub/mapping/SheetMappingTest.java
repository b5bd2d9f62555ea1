// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.FeedReader;
import ca.tradeshub.feeds.FeedReaders;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetMappingTest {

    private static final Mappings MAPPINGS = Mappings.load(MappingSource.folder(Path.of("mappings")));
    private static final EmployerYear EMPLOYER = new EmployerYear(
            new BusinessNumber("123026635RP0001"),
            "Maple",
            EmployerYear.Kind.CORPORATION,
            true,
            true,
            Money.of("0.00"),
            false,
            false,
            List.of(),
            new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31)));
    private static final FileContext FACTS =
            new FileContext(Feed.PAYROLL, "payroll-maple", LocalDate.of(2017, 1, 31), EMPLOYER);

    private static final String HEADER =
            "line_id,agreement_number,account_number,sin,family_name,given_names,birth_date,"
                    + "trade_code,employment_start,employment_end,period_start,period_end,pay_date,regular_hours,overtime_hours,"
                    + "hourly_rate,gross_wages,taxable_benefits,agency_fees,employee_total_wages,assistance_amount,"
                    + "assistance_kind,coop_credit_claimed,journeyperson_rate,apprentice_period,work_province\n";
    private static final String ROW = "L-1,TA-1,00471100,046454286,Tremblay,Zoé,1996-02-29,310S,2016-01-01,,2016-01-04,"
            + "2016-01-10,2016-01-15,40,0,16.25,650.00,,,,,,N,38.40,1,ON\n";

    private static Mapped map(String row) throws IOException {
        ControlFile control = new ControlFile(
                EMPLOYER, "PAY_123026635_20170131_000001.csv", 1, Money.of("650.00"), null, "standard", List.of());
        ByteArrayInputStream in = new ByteArrayInputStream((HEADER + row).getBytes(StandardCharsets.UTF_8));
        try (FeedReader reader =
                FeedReaders.payroll(in, control, MAPPINGS.layout("standard").orElseThrow())) {
            return MAPPINGS.payroll("standard").orElseThrow().map(reader.next(1).get(0), FACTS);
        }
    }

    @Test
    void a_good_line_becomes_a_record_with_the_employer_and_year_of_its_file() throws IOException {
        Mapped mapped = map(ROW);
        assertThat(mapped.errors()).isEmpty();
        assertThat(mapped.recordKey()).isEqualTo("123026635RP0001/L-1");
        assertThat(mapped.controlValue()).isEqualTo(new BigDecimal("650.00"));
        PayLine line = (PayLine) mapped.record();
        assertThat(line.recordKey()).isEqualTo(mapped.recordKey());
        assertThat(line.balanceAmount()).isEqualTo(mapped.controlValue());
        assertThat(line.taxationYear()).isEqualTo(EMPLOYER.taxationYear());
        assertThat(line.employeeTotalWages()).isEqualTo(Money.of("650.00"));
    }

    @Test
    void a_rejected_line_keeps_its_key_and_what_it_adds_to_the_total() throws IOException {
        Mapped mapped = map(ROW.replace("2016-01-15", "2016-02-30"));
        assertThat(mapped.record()).isNull();
        assertThat(mapped.recordKey()).isEqualTo("123026635RP0001/L-1");
        assertThat(mapped.controlValue()).isEqualTo(new BigDecimal("650.00"));
        assertThat(mapped.errors())
                .containsExactly(new MappingError(
                        "MAP-DATE",
                        "payDate",
                        "pay_date",
                        13,
                        "2016-02-30",
                        new Text(
                                "The date does not exist in the calendar.",
                                "La date n'existe pas dans le calendrier.")));
    }

    @Test
    void a_line_whose_key_or_amount_is_unreadable_has_none() throws IOException {
        Mapped mapped = map(ROW.replace("L-1", "").replace("650.00", "650.0.0"));
        assertThat(mapped.recordKey()).isNull();
        assertThat(mapped.controlValue()).isNull();
        assertThat(mapped.errors()).extracting(MappingError::code).containsExactly("MAP-REQUIRED", "MAP-NUMBER");
    }

    @Test
    void an_unreadable_line_has_one_error_and_nothing_else() throws IOException {
        Mapped mapped = map("L-1,TA-1\n");
        assertThat(mapped.record()).isNull();
        assertThat(mapped.recordKey()).isNull();
        assertThat(mapped.controlValue()).isNull();
        assertThat(mapped.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("MAP-COLUMNS");
            assertThat(error.columnNo()).isEqualTo(3);
        });
    }

    @Test
    void what_identifies_a_person_is_shown_by_its_shape_only() throws IOException {
        Mapped mapped = map(ROW.replace("1996-02-29", "29/02/1996")
                .replace("046454286", "046454286 046454286 046")
                .replace("Tremblay", "Trem\u0007blay")
                .replace("16.25", "046-454-286"));
        assertThat(mapped.errors())
                .extracting(MappingError::field, MappingError::observed)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("sin", "999999999 999999999 999"),
                        org.assertj.core.groups.Tuple.tuple("familyName", "AAAA\\u{7}AAAA"),
                        org.assertj.core.groups.Tuple.tuple("birthDate", "99/99/9999"),
                        org.assertj.core.groups.Tuple.tuple("hourlyRate", "999-999-999"));
        assertThat(mapped.errors().toString()).doesNotContain("046", "1996", "Trem");
    }

    @Test
    void an_identifier_in_another_field_is_hidden_however_it_is_written() throws IOException {
        for (String sin : List.of(
                "046.454.286",
                "046\u00A0454\u00A0286",
                "046/454/286",
                "046\u2013454\u2013286",
                "O46454286",
                "0464S4286")) {
            assertThat(map(ROW.replace("ON\n", sin + "\n")).errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.observed()).doesNotContain("454", "286", "428"));
        }
        // A date may be one of birth in the wrong column; a wrong date in a column of dates is shown.
        assertThat(map(ROW.replace("ON\n", "1990-01-15\n")).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.observed()).isEqualTo("9999-99-99"));
        assertThat(map(ROW.replace("ON\n", "Tremblay\n")).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.observed()).isEqualTo("AAAAAAAA"));
        assertThat(map(ROW.replace("2016-01-15", "2016-02-30")).errors())
                .extracting(MappingError::observed)
                .contains("2016-02-30");
    }

    @Test
    void what_shows_nothing_is_no_value() throws IOException {
        for (String blank : List.of("", " ", "\u00A0", "\u202F\u3000", "\u200B", "\uFEFF \u2060")) {
            assertThat(map(ROW.replace("Tremblay", blank)).errors())
                    .extracting(MappingError::code, MappingError::field)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("MAP-REQUIRED", "familyName"));
        }
        assertThat(((PayLine) map(ROW.replace("Tremblay", "\u00A0Tremblay\u00A0"))
                                .record())
                        .familyName())
                .isEqualTo("Tremblay");
        assertThat(((PayLine) map(ROW.replace("Tremblay", "de  la\u00A0Tour")).record()).familyName())
                .as("spaces in a name are written once")
                .isEqualTo("de la Tour");
    }

    @Test
    void a_number_that_is_too_large_is_said_to_be() throws IOException {
        assertThat(map(ROW.replace("650.00", "501800007.00")).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message().en()).contains("more than 8 digits"));
    }

    @Test
    void a_member_nobody_knows_is_named() throws IOException {
        String file =
                """
                {"record":"header","feed":"registrations","version":"1","sender":"employment-ontario","sequence":1,\
                "created":"2017-01-31T02:00:00-05:00"}
                {"record":"registration","contractedOn":"2016-01-01","046454286":1}
                {"record":"trailer","records":1,"hoursCredited":"0.00"}
                """;
        try (FeedReader reader = FeedReaders.registrations(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                "employment-ontario",
                SenderFileName.parse("REG_20170131_000001.ndjson").orElseThrow())) {
            assertThat(MAPPINGS.registrations()
                            .map(reader.next(1).get(0), FACTS)
                            .errors())
                    .filteredOn(error -> error.code().equals("MAP-JSON"))
                    .extracting(MappingError::observed)
                    .containsExactly("contractedOn", "999999999");
        }
    }

    @Test
    void control_characters_are_refused_in_every_field() throws IOException {
        for (String bad : List.of("\0", "\u0007", "\u0085", "\u2028", "\u202E", "\u2066", "\t")) {
            assertThat(map(ROW.replace("ON\n", "O" + bad + "\n")).errors())
                    .extracting(MappingError::code, MappingError::columnNo)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("MAP-TEXT", 26));
        }
    }

    @Test
    void long_values_are_shown_cut() throws IOException {
        assertThat(map(ROW.replace("ON\n", "=".repeat(500) + "\n")).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.observed()).isEqualTo("=".repeat(60) + "…"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.01601E+11",
                "20160101.0",
                "L\u20111",
                "L 1",
                "20,001,234",
                "\u0130-1",
                "-1",
                "#REF!",
                "########"
            })
    void a_damaged_line_id_is_not_a_key(String id) throws IOException {
        Mapped mapped = map(ROW.replace("L-1", id.indexOf(',') < 0 ? id : '"' + id + '"'));
        assertThat(mapped.recordKey()).isNull();
        assertThat(mapped.errors())
                .extracting(MappingError::field, MappingError::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "lineId", id.startsWith("#") ? "MAP-REQUIRED" : "MAP-IDENTIFIER"));
    }

    @Test
    void the_error_of_a_damaged_identifier_names_what_it_looks_like() throws IOException {
        assertThat(error(ROW.replace("TA-1", "TA\u20111"))).contains("character U+2011 at position 3", "hyphen");
        assertThat(error(ROW.replace("TA-1", "2.01601E+11"))).contains("scientific notation");
        assertThat(error(ROW.replace("TA-1", "20151234.0"))).contains("number with decimals");
        assertThat(error(ROW.replace("TA-1", "501800007"))).contains("social insurance number");
    }

    @Test
    void agreements_and_provinces_are_the_same_in_upper_and_lower_case_and_line_ids_are_not() throws IOException {
        PayLine line =
                (PayLine) map(ROW.replace("TA-1", "ta-1a").replace("L-1", "l-1").replace("ON\n", "on\n"))
                        .record();
        assertThat(line.agreementNumber()).isEqualTo("TA-1A");
        assertThat(line.workProvince()).isEqualTo("ON");
        assertThat(line.lineId()).isEqualTo("l-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#REF!",
                "#N/A",
                "n/a",
                "unknown",
                "XXX",
                "XXXXXXX",
                "???",
                "9999",
                "0000",
                "N.A.",
                "--",
                "ÿÿÿÿ",
                "HIGH-VALUES",
                "Sans nom",
                "123",
                "...",
                "(blank)",
                "(vide)",
                "(Vides)",
                "(empty)",
                "[null]",
                "<NULL>",
                "n.a.",
                "N. A.",
                "<NA>",
                "<nil>",
                "*BLANKS",
                "#",
                "Not assigned",
                "[not provided]",
                "--None--",
                "%null%",
                "(missing)",
                "#NOM ?",
                "#Error",
                "Chargement...",
                "undefined undefined",
                "Last Name",
                "—",
                "–"
            })
    void a_placeholder_is_not_a_name(String name) throws IOException {
        assertThat(map(ROW.replace("Tremblay", name)).errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("familyName");
            assertThat(error.code()).isIn("MAP-REQUIRED", "MAP-TEXT");
            assertThat(error.message().en()).contains("one name only");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Null,MAP-PLACEHOLDER",
        "Na,MAP-PLACEHOLDER",
        "Nil,MAP-PLACEHOLDER",
        "None,MAP-PLACEHOLDER",
        "Blank,MAP-PLACEHOLDER",
        "Vide,MAP-PLACEHOLDER",
        "Empty,MAP-PLACEHOLDER",
        "Void,MAP-PLACEHOLDER",
        "Missing,MAP-PLACEHOLDER",
        "Nat,MAP-PLACEHOLDER",
        "Nul,MAP-PLACEHOLDER",
        "NULL,MAP-PLACEHOLDER",
        "Test,MAP-PLACEHOLDER",
        "FNU,MAP-PLACEHOLDER",
        "O&#39;Brien,MAP-TEXT",
        "Smith &amp; Co,MAP-TEXT",
        "B\\u00e9langer,MAP-TEXT",
        "B%C3%A9langer,MAP-TEXT",
        "B=C3=A9langer,MAP-TEXT",
        "B+AOk-langer,MAP-TEXT",
        "BÃ©langer,MAP-TEXT",
        "B?langer,MAP-TEXT"
    })
    void a_doubtful_name_is_taken_with_a_warning(String name, String code) throws IOException {
        Mapped mapped = map(ROW.replace("Tremblay", name));
        assertThat(mapped.errors()).isEmpty();
        assertThat(((PayLine) mapped.record()).familyName()).isEqualTo(name);
        assertThat(mapped.warnings())
                .extracting(MappingError::field, MappingError::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("familyName", code));
        assertThat(mapped.warnings().toString()).doesNotContain("langer", "Brien");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nguyen",
                "Na-Yeon",
                "R&D",
                "100% Ltd",
                "O'Brien",
                "D’Arcy",
                "Nulty",
                "Tester",
                "Ó Súilleabháin",
                "X Æ",
                "Noneman"
            })
    void a_name_without_doubt_has_no_warning(String name) throws IOException {
        Mapped mapped = map(ROW.replace("Tremblay", name));
        assertThat(mapped.errors()).isEmpty();
        assertThat(mapped.warnings()).isEmpty();
    }

    @Test
    void a_person_with_one_name_is_recorded_with_a_hyphen() throws IOException {
        Mapped noGivenName = map(ROW.replace("Zoé", "-"));
        assertThat(noGivenName.errors()).isEmpty();
        assertThat(noGivenName.warnings()).isEmpty();
        assertThat(((PayLine) noGivenName.record()).givenNames()).isEqualTo("-");
        assertThat(map(ROW.replace("Tremblay", "-")).errors()).isEmpty();
        assertThat(map(ROW.replace("Tremblay,Zoé", "-,-")).errors())
                .extracting(MappingError::code, MappingError::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("MAP-REQUIRED", "givenNames"));
    }

    @Test
    void a_placeholder_of_a_date_is_not_a_date() throws IOException {
        for (String end : List.of("9999-12-31", "1900-01-01", "2999-12-31", "0001-01-01", "9999-99-99", "00000000")) {
            Mapped mapped = map(ROW.replace("2016-01-01,,", "2016-01-01," + end + ","));
            assertThat(mapped.errors()).as(end).isEmpty();
            assertThat(((PayLine) mapped.record()).employmentEnd()).as(end).isNull();
            assertThat(mapped.warnings()).extracting(MappingError::code).containsExactly("MAP-PLACEHOLDER");
        }
        assertThat(map(ROW.replace("1996-02-29", "1900-01-01")).record())
                .extracting(line -> ((PayLine) line).birthDate())
                .isNull();
        assertThat(map(ROW.replace("1996-02-29", "1911-11-11")).warnings()).hasSize(1);
        assertThat(map(ROW.replace("2016-01-15", "9999-12-31")).errors())
                .extracting(MappingError::code, MappingError::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("MAP-REQUIRED", "payDate"));
        assertThat(map(ROW.replace("2016-01-01,,", "2016-01-01,#REF!,")).errors())
                .extracting(MappingError::code)
                .containsExactly("MAP-DATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(blank)", "(vide)", "NULL", "<null>", "\\N", "N/A", "n.a.", "NaT", "-", ".", "00/00/0000"})
    void what_other_systems_write_for_no_date_is_no_date(String text) throws IOException {
        Mapped mapped = map(ROW.replace("2016-01-01,,", "2016-01-01," + text + ","));
        assertThat(mapped.errors()).isEmpty();
        assertThat(((PayLine) mapped.record()).employmentEnd()).isNull();
        assertThat(mapped.warnings()).extracting(MappingError::code).containsExactly("MAP-PLACEHOLDER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#REF!", "########", "unknown", "TBD", "??", "**", "#VALUE!", "Error"})
    void a_lost_or_unknown_date_is_not_absent(String text) throws IOException {
        assertThat(map(ROW.replace("2016-01-01,,", "2016-01-01," + text + ",")).errors())
                .extracting(MappingError::code)
                .containsExactly("MAP-DATE");
    }

    @Test
    void a_placeholder_is_never_an_amount_or_a_code() throws IOException {
        for (String text : List.of("#REF!", "N/A", "null", "-")) {
            assertThat(map(ROW.replace("650.00,,,,,,N", "650.00,,,," + text + ",,N"))
                            .errors())
                    .extracting(MappingError::code, MappingError::field)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("MAP-NUMBER", "assistanceAmount"));
            assertThat(map(ROW.replace("650.00,,,,,,N", "650.00,,,,," + text + ",N"))
                            .errors())
                    .extracting(MappingError::code)
                    .containsExactly("MAP-CODE");
        }
    }

    @Test
    void a_lost_or_misread_character_is_named_by_its_code_and_place() throws IOException {
        assertThat(error(ROW.replace("Tremblay", "Tr\uFFFDmblay"))).contains("U+FFFD at position 3", "lost");
        assertThat(error(ROW.replace("Tremblay", "\uD83A\uDD00\u0085"))).contains("U+0085 at position 2", "ISO-8859-1");
        assertThat(error(ROW.replace("Tremblay", "Trem\u001Ablay"))).contains("U+001A at position 5");
        assertThat(error(ROW.replace("Tremblay", "Trem\0"))).contains("NUL character at position 5");
    }

    @Test
    void text_beyond_the_basic_plane_is_counted_and_masked_by_character() throws IOException {
        String adlam = "\uD83A\uDD00";
        assertThat(map(ROW.replace("Tremblay", adlam.repeat(100))).errors()).isEmpty();
        assertThat(map(ROW.replace("Tremblay", adlam.repeat(101))).errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo("MAP-LENGTH");
                    assertThat(error.observed()).isEqualTo("A".repeat(60) + "…");
                });
        String tamil = "\u0BA8\u0BBF";
        assertThat(map(ROW.replace("Tremblay", tamil.repeat(100))).errors()).isEmpty();
        assertThat(map(ROW.replace("Tremblay", tamil.repeat(101))).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.observed()).isEqualTo("A".repeat(60) + "…"));
    }

    private static String error(String row) throws IOException {
        List<MappingError> errors = map(row).errors();
        assertThat(errors).hasSize(1);
        return errors.get(0).message().en();
    }
}
