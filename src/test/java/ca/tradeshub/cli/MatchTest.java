// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchTest {

    private static final Path FEBRL = Path.of("src/test/resources/febrl");

    /** The five columns that are compared; rec_id is the label alone, and soc_sec_id is not read. */
    private static final String FEBRL_FIELDS = "--fields=givenNames=given_name,familyName=surname,"
            + "birthDate=date_of_birth,postalCode=postcode,province=state";

    private static final Pattern FIGURES =
            Pattern.compile("Precision ([\\d.]+), recall ([\\d.]+), F1 ([\\d.]+) .*5? true\\)");

    @TempDir
    private Path folder;

    /** Weights and thresholds are learned on the first data set and applied to the second, with nothing chosen there. */
    @Test
    void weights_learned_on_one_data_set_find_the_persons_of_another() {
        Path weights = folder.resolve("weights.yaml");
        Ran learned = Ran.command(febrl("dataset1.csv", "--learn=" + weights));
        assertThat(learned.exit()).as(learned.err()).isZero();

        Ran matched =
                Ran.command(febrl("dataset2.csv", "--weights=" + weights, "--out=" + folder.resolve("pairs.csv")));

        System.out.println("FEBRL dataset2: " + matched.err());
        Matcher figures = FIGURES.matcher(matched.err());
        assertThat(figures.find()).as(matched.err()).isTrue();
        assertThat(matched.err()).contains("1934 true");
        assertThat(Double.parseDouble(figures.group(3))).isGreaterThanOrEqualTo(0.985);
    }

    @Test
    void records_of_two_files_are_linked_whatever_their_columns_are_called() throws IOException {
        Path register = write(
                "register.csv",
                """
                number,familyName,givenNames,birthDate,postalCode
                A1,O'Brien,Robert James,1981-02-03,K1A 0B1
                A2,Tremblay,Geneviève,1990-11-05,P3E 5J1
                A3,Kowalski,Luke,1994-06-11,N2L 3G1
                A4,Singh,Harpreet,1988-07-19,L6P 1A1
                A5,Singh,Harpreet Kaur,1988-07-19,L6P 1A1
                """,
                StandardCharsets.UTF_8);
        Path pay = write(
                "pay.csv",
                """
                id,nom,prénom,né,cp
                1,OBRIEN,Bob,19810203,k1a0b1
                2,Tremblay,Gen,1990/5/11,P3E5J1
                3,Kowalski,Mark,19940611,N2L3G1
                4,Singh,H.,19880719,L6P1A1
                5,Nguyen,Thi,19700101,M5V2T6
                6,Nguyen,Thi,1 janvier 1970,M5V2T6
                """,
                StandardCharsets.UTF_8);

        Ran ran = Ran.command(
                "match",
                pay.toString(),
                register.toString(),
                "--fields=familyName=nom,givenNames=prénom,birthDate=né,postalCode=cp",
                "--fields-b=familyName=familyName,givenNames=givenNames,birthDate=birthDate,postalCode=postalCode");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out().lines())
                .anyMatch(line -> line.startsWith("2,2,,link,") && line.contains("nickname"))
                .anyMatch(line -> line.startsWith("3,3,,link,") && line.contains("similar"))
                .anyMatch(line -> line.startsWith("4,4,,review,") && line.contains("different"))
                .noneMatch(line -> line.startsWith("6,") || line.startsWith("7,"));
        assertThat(ran.err())
                .contains("6 in A.csv, 5 in B.csv")
                .contains("Values that cannot be read and count as unknown: 1 of birthDate, the first in line 7");
    }

    @Test
    void a_second_record_of_a_person_is_found_and_a_twin_is_not_linked() throws IOException {
        Path persons = write(
                "persons.csv",
                """
                number,familyName,givenNames,birthDate,postalCode
                A1,O'Brien,Robert James,1981-02-03,K1A 0B1
                A2,OBRIEN,Bob,1981-02-03,K1A0B1
                A3,Kowalski,Mark,1994-06-11,N2L 3G1
                A4,Kowalski,Luke,1994-06-11,N2L 3G1
                A5,Nguyen,Thi Anh,1994-06-11,M5V 2T6
                A6,Thi Anh,Nguyen,1994-11-06,M5V 2T6
                """,
                StandardCharsets.UTF_8);

        Ran ran = Ran.command("match", persons.toString(), "--id=number");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("A1,A2,A1,link,") && line.contains("nickname"))
                .anyMatch(line -> line.startsWith("A3,A4,,review,") && line.contains("different"))
                .anyMatch(line -> line.startsWith("A5,A6,A5,link,") && line.contains("swapped"));
        assertThat(ran.out()).doesNotContain("Kowalski", "1994");
        assertThat(ran.err()).contains("Records: 6", "2 linked, 1 to review, 0 ambiguous", "Persons: 4");
    }

    @Test
    void a_record_with_two_candidates_is_ambiguous() throws IOException {
        Path register = write(
                "register.csv",
                """
                familyName;givenNames;birthDate;postalCode
                Kowalski;Mark Adam;11/06/1994;N2L 3G1
                Kowalski;Mark Piotr;11/06/1994;N2L 3G1
                Lévesque;Anne;05/11/1990;P3E 5J1
                """,
                Charset.forName("windows-1252"));
        Path pay = write(
                "pay.csv",
                """
                familyName;givenNames;birthDate;postalCode
                Kowalski;Mark;11/06/1994;N2L3G1
                Levesque;Anne;05/11/1990;P3E5J1
                """,
                Charset.forName("windows-1252"));

        Ran ran = Ran.command(
                "match",
                pay.toString(),
                register.toString(),
                "--separator=;",
                "--encoding=windows-1252",
                "--dates=DMY",
                "--lang=fr");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("2 dans A.csv, 3 dans B.csv", "1 liées, 0 à examiner, 2 ambiguës");
    }

    @Test
    void errors_name_the_file_and_what_to_do() throws IOException {
        Path persons = write("persons.csv", "surname,dob\nRoy,1981-02-03\n", StandardCharsets.UTF_8);
        Path latin = write("latin.csv", "familyName\nLévesque\n", StandardCharsets.ISO_8859_1);
        Path empty = write("empty.csv", "", StandardCharsets.UTF_8);
        Path ragged = write("ragged.csv", "familyName,givenNames\nRoy,Anne,B\n", StandardCharsets.UTF_8);
        Path quotes = write("quotes.csv", "familyName,givenNames\n\"Roy,Anne\nLi,Bo\n", StandardCharsets.UTF_8);

        expect(4, "has no column with the name of a field", persons.toString());
        expect(4, "has no column 'name'", persons.toString(), "--fields=familyName=name");
        expect(2, "There is no field 'surname'", persons.toString(), "--fields=surname=surname");
        expect(2, "Write FIELD=COLUMN, for example familyName=surname", persons.toString(), "--fields=surname,dob");
        expect(
                2,
                "The field familyName has two columns",
                persons.toString(),
                "--fields=familyName=surname,familyName=dob");
        expect(2, "There is no field ''", persons.toString(), "--fields=");
        expect(4, "has no column 'birthDate'", persons.toString(), "--fields=familyName=surname,birthDate");
        expect(4, "is not encoded in UTF-8", latin.toString());
        expect(4, "is empty", empty.toString());
        expect(4, "A quotation mark in line 2 of " + quotes + " is not closed", quotes.toString());
        expect(4, "Line 2 of " + ragged + " has 3 fields, but the header has 2", ragged.toString());
        expect(
                4,
                "cannot be read: it does not exist",
                folder.resolve("none.csv").toString());
        expect(4, "does not contain weights", persons.toString(), "--weights=" + persons);
        expect(2, "--learn requires --label", persons.toString(), "--learn=w.yaml");
        expect(2, "above 0 and at most 1", persons.toString(), "--learn=w.yaml", "--label=dob", "--precision=2");
    }

    @Test
    void a_table_in_another_form_is_named_with_the_option_that_reads_it() throws IOException {
        Path semicolons = write("semicolons.csv", "\"surname\";dob\nRoy;1981-02-03\n", StandardCharsets.UTF_8);
        Path tabs = write("tabs.csv", "familyName\tbirthDate\nRoy\t1981-02-03\n", StandardCharsets.UTF_8);
        Path wide = write("wide.csv", "\uFEFFfamilyName\nRoy\n", StandardCharsets.UTF_16LE);
        Path workbook = write("workbook.csv", "PK\u0003\u0004 familyName\n", StandardCharsets.UTF_8);
        Path twice = write("twice.csv", "surname,dob,surname\nRoy,1981-02-03,Li\n", StandardCharsets.UTF_8);
        Path alike = write("alike.csv", "familyName,family_name\nRoy,Li\n", StandardCharsets.UTF_8);
        Path later = write("later.csv", "familyName,givenNames\n\"R\noy\",Bo\n\"Li\"x,Bo\n", StandardCharsets.UTF_8);

        expect(4, "Set --separator=';'", semicolons.toString(), "--fields=familyName=surname");
        expect(4, "Set --separator='tab'", tabs.toString());
        expect(4, "appears to be UTF-16, not UTF-8", wide.toString());
        expect(4, "is not CSV. It appears to be zip", workbook.toString());
        expect(4, "has two columns 'surname'", twice.toString(), "--fields=familyName=surname");
        expect(4, "has two columns 'family_name'", alike.toString());
        expect(4, "Line 4 of " + later + " is not valid CSV", later.toString());
        expect(4, "it is a folder", folder.toString());
        expect(2, "--separator must be one character", tabs.toString(), "--separator=\"");
        expect(2, "--separator must be one character", tabs.toString(), "--separator=;;");
        expect(2, "The field familyName has no column", twice.toString(), "--fields=familyName=");
        expect(0, "Records: 1", tabs.toString(), "--separator=tab");
        expect(0, "Records: 1", tabs.toString(), "--separator=\\t");
        expect(0, "Records: 1", wide.toString(), "--encoding=UTF-16");
    }

    @Test
    void a_file_that_ends_inside_quotation_marks_loses_no_record_silently() throws IOException {
        Path last = write("last.csv", "id,familyName\n1,Roy\n2,\"Li\n3,Gagnon\n", StandardCharsets.UTF_8);
        Path closed = write("closed.csv", "id,familyName\n1,\"O\"\"Neil\"\n2,\"Li\nBo\"\n", StandardCharsets.UTF_8);
        Path inside = write("inside.csv", "id,familyName\n1,O\"Neil\n2,Li\n", StandardCharsets.UTF_8);

        expect(4, "A quotation mark in line 3 of " + last + " is not closed", last.toString());
        expect(0, "Records: 2", closed.toString());
        expect(0, "Records: 2", inside.toString());
    }

    @Test
    void a_byte_order_mark_before_a_quoted_name_is_not_part_of_the_name() throws IOException {
        Path exported =
                write("exported.csv", "\uFEFF\"surname\",\"born\"\n\"Roy\",\"1981-02-03\"\n", StandardCharsets.UTF_8);

        expect(0, "Records: 1", exported.toString(), "--fields=familyName=surname,birthDate=born");
    }

    @Test
    void the_second_file_may_be_written_in_another_way() throws IOException {
        Path one = write("one.csv", "nr,familyName,birthDate\nA,Lévesque,1981-02-03\n", StandardCharsets.UTF_8);
        Path two = write("two.csv", "id;nom;né\nB;Lévesque;03/02/1981\n", StandardCharsets.ISO_8859_1);
        String names = "--fields-b=familyName=nom,birthDate=né";

        expect(4, "Set --separator-b=';'", one.toString(), two.toString(), names, "--encoding-b=windows-1252");
        expect(4, "Set --encoding-b", one.toString(), two.toString(), names, "--separator-b=;");
        expect(
                4,
                "Check --fields-b, --id-b, --label and --separator-b",
                one.toString(),
                two.toString(),
                names,
                "--id=nr",
                "--separator-b=;",
                "--encoding-b=windows-1252");
        Ran ran = Ran.command(
                "match",
                one.toString(),
                two.toString(),
                names,
                "--id=nr",
                "--id-b=id",
                "--separator-b=;",
                "--encoding-b=windows-1252",
                "--dates-b=DMY");
        assertThat(ran.err()).contains("1 in A.csv, 1 in B.csv").doesNotContain("cannot be read");
        assertThat(ran.out()).contains("\nA,B,").contains("birth_date");
    }

    @Test
    void an_option_without_effect_is_refused() throws IOException {
        Path persons = write("persons.csv", "familyName,label\nRoy,1\nRoy,1\nLi,2\n", StandardCharsets.UTF_8);
        String[] learn = {persons.toString(), "--label=label", "--learn=" + folder.resolve("w.yaml")};

        expect(2, "--precision has an effect with --learn only", persons.toString(), "--precision=0.9");
        expect(2, "--required has an effect with --learn only", persons.toString(), "--required=familyName");
        expect(2, "--out has no effect with --learn", learn[0], learn[1], learn[2], "--out=pairs.csv");
        expect(2, "--weights has no effect with --learn", learn[0], learn[1], learn[2], "--weights=w.yaml");
        expect(2, "--separator-b is for a second file", persons.toString(), "--separator-b=;");
        expect(2, "--fields-b is for a second file", persons.toString(), "--fields-b=familyName");
    }

    @Test
    void no_file_that_is_read_is_overwritten() throws IOException {
        String content = "familyName,label\nRoy,1\nLi,1\nRoy,2\n";
        Path persons = write("persons.csv", content, StandardCharsets.UTF_8);
        Path other = write("other.csv", content, StandardCharsets.UTF_8);
        String same = "--out=" + folder.resolve(".").resolve("persons.csv");

        expect(2, "is also read", persons.toString(), same);
        expect(2, "is also read", other.toString(), persons.toString(), same);
        expect(2, "is also read", other.toString(), "--weights=" + persons, same);
        expect(2, "is also read", persons.toString(), "--label=label", "--learn=" + persons);
        expect(
                4,
                "its folder does not exist",
                persons.toString(),
                "--out=" + folder.resolve("none").resolve("pairs.csv"));

        assertThat(persons).hasContent(content);
    }

    @Test
    void labels_that_teach_nothing_are_an_error() throws IOException {
        Path persons = write("persons.csv", "familyName,one,each\nRoy,1,1\nLi,1,2\n", StandardCharsets.UTF_8);
        Path weights = folder.resolve("weights.yaml");

        for (String label : List.of("one", "each")) {
            expect(
                    4,
                    "the column '" + label + "' must have",
                    persons.toString(),
                    "--label=" + label,
                    "--learn=" + weights);
        }
        assertThat(weights).doesNotExist();
    }

    @Test
    void a_match_that_is_not_complete_has_something_to_report() throws IOException {
        StringBuilder rows = new StringBuilder("accountNumber,familyName,givenNames,birthDate,postalCode\n");
        for (int i = 0; i < 300; i++) {
            rows.append("20000001,Roy,Anne,1990-11-05,K%dA %dB%d\n".formatted(i / 100, i / 10 % 10, i % 10));
        }
        Path persons = write("persons.csv", rows.toString(), StandardCharsets.UTF_8);

        Ran ran = Ran.command("match", persons.toString());

        assertThat(ran.err()).contains("0 to review, 0 ambiguous", "300 records were not compared");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    }

    private static void expect(int exit, String message, String... arguments) {
        List<String> line = new ArrayList<>(List.of("match"));
        line.addAll(List.of(arguments));
        Ran ran = Ran.command(line.toArray(String[]::new));
        assertThat(ran.err()).contains(message);
        assertThat(ran.exit()).isEqualTo(exit);
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }

    private static String[] febrl(String file, String... options) {
        List<String> line = new ArrayList<>(List.of("match", FEBRL.resolve(file).toString(), FEBRL_FIELDS));
        line.addAll(List.of("--label=rec_id", "--label-pattern=rec-(\\d+)"));
        line.addAll(Arrays.asList(options));
        return line.toArray(String[]::new);
    }
}
