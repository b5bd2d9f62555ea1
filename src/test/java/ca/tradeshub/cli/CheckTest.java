// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static ca.tradeshub.cli.CheckedFiles.FIXTURES;
import static ca.tradeshub.cli.CheckedFiles.GOOD;
import static ca.tradeshub.cli.CheckedFiles.HELD;
import static ca.tradeshub.cli.CheckedFiles.IN_PART;
import static ca.tradeshub.cli.CheckedFiles.REFUSED;
import static ca.tradeshub.cli.CheckedFiles.check;
import static ca.tradeshub.cli.CheckedFiles.hundredLines;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** What the command prints. That it answers every fixture as the hub does is FixturesInTheHubTest's. */
class CheckTest {

    @TempDir
    Path folder;

    @Test
    void a_file_accepted_whole_ends_with_0() {
        Ran ran = check(GOOD);

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().toList())
                .startsWith(
                        "PAY_000089987_20160115_000001.csv  accepted  payroll-boreal",
                        "  balance   52 records = 52 valid",
                        "            gross wages 33800.00 = 33800.00")
                .anyMatch(line -> line.startsWith("Not checked here: comparison with other files"));
    }

    @Test
    void a_file_accepted_in_part_ends_with_1_and_prints_where_what_and_what_to_do() {
        Ran ran = check(IN_PART);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines().toList())
                .containsSubsequence(
                        "PAY_123026635_20170301_000001.csv  accepted in part  payroll-maple",
                        "  balance   4 records = 1 rejected + 3 valid",
                        "            gross wages 3200.00 = 800.00 + 2400.00",
                        "  warning   FILE-TOTAL  The control total cannot be verified: 1 record has a number that cannot be read",
                        "  findings  reject  MAP-NUMBER       once",
                        "  line 3    reject MAP-NUMBER  column 17, grossWages  found: 8OO.00",
                        "            The value is not a number with at most two decimals after '.'.",
                        "            Interface agreements, section 1.3");
    }

    @Test
    void what_a_rule_finds_is_placed_in_its_column_as_well() {
        Ran ran = check(FIXTURES.resolve(
                "records/pay-outside-the-taxation-year/payroll-maple/PAY_123026635_20170301_000001.csv"));

        assertThat(ran.out()).contains("line 2    reject C25  column 13, payDate  found: 2015-12-24, 2015-12-25");
    }

    @Test
    void a_held_record_ends_with_1_too() {
        Ran ran = check(HELD);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("3 records = 2 held + 1 valid", "hold DUPLICATE_KEY", "Lines 3, 4 have the same key");
    }

    @Test
    void a_refused_file_ends_with_3_and_prints_the_reason_and_what_to_do() {
        Ran ran = check(REFUSED);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines().toList())
                .containsSubsequence(
                        "REG_20170301_000001.ndjson  refused  employment-ontario", "  code      FILE-TOTAL")
                .anyMatch(line -> line.startsWith("  reason    The control total is"))
                .anyMatch(line -> line.startsWith("  to do     Correct the record"));
    }

    @Test
    void the_worst_of_several_files_decides_and_each_is_printed() {
        Ran ran = check(GOOD, REFUSED, IN_PART);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines().filter(line -> line.contains("  accepted") || line.contains("  refused")))
                .hasSize(3);
    }

    @Test
    void it_speaks_french() {
        Ran ran = Ran.command("check", "--lang", "fr", IN_PART.toString(), REFUSED.toString());

        assertThat(ran.out())
                .contains(
                        "accepté en partie",
                        "4 enregistrements = 1 rejeté + 3 valides",
                        "salaires bruts 3200.00",
                        "ligne 3   rejeter MAP-NUMBER  colonne 17",
                        "La valeur n'est pas un nombre",
                        "Le total de contrôle ne peut pas être vérifié",
                        "Le total de contrôle est",
                        "mais la somme des enregistrements",
                        "Non vérifié ici : la comparaison avec les autres fichiers")
                .doesNotContain("The ");
    }

    @Test
    void every_refusal_and_warning_is_explained_in_both_languages() throws IOException {
        List<String> command = new ArrayList<>(List.of("check", "--json"));
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".expected.yaml"))
                    .filter(file -> !file.toString().contains("formula"))
                    .map(Path::toString)
                    .forEach(command::add);
        }

        JsonNode receipts = new ObjectMapper()
                .readTree(Ran.command(command.toArray(String[]::new)).out());

        Set<String> codes = new TreeSet<>();
        for (JsonNode receipt : receipts) {
            List<JsonNode> explained = new ArrayList<>();
            receipt.path("warningDetails").forEach(explained::add);
            if (receipt.hasNonNull("code")) {
                explained.add(receipt);
            }
            for (JsonNode each : explained) {
                codes.add(each.path("code").asText());
                assertThat(each.path("detailFr").asText())
                        .as(each.toString())
                        .isNotBlank()
                        .isNotEqualTo(each.path("detail").asText())
                        .doesNotContain(" the ", "The ", "null");
            }
        }
        assertThat(codes).hasSizeGreaterThan(9);
    }

    @Test
    void json_is_an_array_of_receipts() throws IOException {
        Ran ran = Ran.command("check", "--json", IN_PART.toString(), REFUSED.toString());

        JsonNode receipts = new ObjectMapper().readTree(ran.out());
        assertThat(receipts).hasSize(2);
        assertThat(receipts.at("/0/file").asText()).isEqualTo("PAY_123026635_20170301_000001.csv");
        assertThat(receipts.at("/0/verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(receipts.at("/0/balance/amount/rejected").asText()).isEqualTo("800.00");
        assertThat(receipts.at("/0/sha256").asText()).hasSize(64);
        assertThat(receipts.at("/0/lines/0/rule").asText()).isEqualTo("MAP-NUMBER");
        assertThat(receipts.at("/1/code").asText()).isEqualTo("FILE-TOTAL");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(3);
    }

    @Test
    void details_are_capped_and_counts_are_not() throws IOException {
        Path file = hundredLines(folder.resolve("payroll-maple"), 15);

        Ran capped = Ran.command("check", "--max-details", "2", file.toString());
        assertThat(capped.out().lines().filter(line -> line.startsWith("  line")))
                .hasSize(2);
        assertThat(capped.out()).contains("MAP-NUMBER       15 times", "13 more; use --max-details to list more");

        JsonNode receipt = new ObjectMapper()
                .readTree(Ran.command("check", "--json", "--max-details", "2", file.toString())
                        .out())
                .get(0);
        assertThat(receipt.get("lines")).hasSize(2);
        assertThat(receipt.get("linesTotal").asInt()).isEqualTo(15);
        assertThat(receipt.get("linesCapped").asBoolean()).isTrue();
    }

    @Test
    void too_large_a_share_of_rejected_records_refuses_the_file() throws IOException {
        Ran ran = check(hundredLines(folder.resolve("payroll-maple"), 30));

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out())
                .contains("FILE-REJECT-SHARE", "30 of 100 records are rejected", "MAP-NUMBER       30 times");
    }

    @Test
    void the_answers_of_the_hub_are_written_into_a_folder() throws IOException {
        Path out = folder.resolve("answers");

        Ran ran = Ran.command("check", "--out", out.toString(), IN_PART.toString());

        assertThat(ran.exit()).isEqualTo(1);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "PAY_123026635_20170301_000001.csv.receipt.html",
                            "PAY_123026635_20170301_000001.csv.receipt.json",
                            "PAY_123026635_20170301_000001.csv.rejected.csv",
                            "PAY_123026635_20170301_000001.csv.rejected.csv.ctl",
                            "PAY_123026635_20170301_000001.csv.findings.csv");
        }
        assertThat(Files.readAllLines(out.resolve("PAY_123026635_20170301_000001.csv.rejected.csv")))
                .hasSize(2);
        assertThat(ran.out().lines().filter(line -> line.startsWith("  written")))
                .hasSize(5);
    }

    @Test
    void a_command_line_it_does_not_understand_ends_with_2() {
        assertThat(Ran.command("check", "--max-details=-1", GOOD.toString()).exit())
                .isEqualTo(2);
        assertThat(Ran.command("check").exit()).isEqualTo(2);
        assertThat(Ran.command("check").err()).contains("FILE").contains("check --help");
        assertThat(Ran.command("check", "--jsno", GOOD.toString()).err()).contains("Did you mean --json?");
        assertThat(Ran.command("check", "--lang=de", GOOD.toString()).exit()).isEqualTo(2);
    }

    @Test
    void colours_are_for_a_terminal_and_text_of_strangers_stays_text() throws IOException {
        StringWriter out = new StringWriter();
        Commands.line(Ansi.ON, Language.EN).setOut(new PrintWriter(out)).execute("check", REFUSED.toString());
        assertThat(out.toString()).contains("\u001B[31mrefused");
        assertThat(check(REFUSED).out()).doesNotContain("\u001B");

        Path hostile =
                Files.createDirectories(folder.resolve("employment-ontario")).resolve("\u001B[2J.csv");
        Files.writeString(hostile, "x");
        assertThat(check(hostile).out()).contains("\\u{1B}[2J.csv").doesNotContain("\u001B");
    }

    @Test
    void no_social_insurance_number_is_shown() throws IOException {
        Path file = FIXTURES.resolve("records/failing-sin/employment-ontario/REG_20170301_000001.ndjson");
        List<String> numbers = new ArrayList<>();
        java.util.regex.Matcher sins = java.util.regex.Pattern.compile("\"sin\" ?: ?\"(\\d{9})\"")
                .matcher(Files.readString(file, StandardCharsets.UTF_8));
        while (sins.find()) {
            numbers.add(sins.group(1));
        }
        assertThat(numbers).isNotEmpty();
        Path out = folder.resolve("out");

        Ran text = Ran.command("check", "--max-details=100", "--out", out.toString(), file.toString());
        Ran json = Ran.command("check", "--json", file.toString());

        String said = text.out()
                + json.out()
                + Files.readString(out.resolve(file.getFileName() + ".receipt.json"), StandardCharsets.UTF_8);
        assertThat(said).contains("FMT-01", "***-***-***");
        numbers.forEach(number -> assertThat(said).doesNotContain(number));
    }

    @Test
    void a_social_insurance_number_in_the_place_of_a_trade_is_not_shown_either() throws IOException {
        Path good = FIXTURES.resolve("records/failing-sin/employment-ontario/REG_20170301_000001.ndjson");
        for (String sin : List.of("046454286", "O46454286", "046454-286")) {
            Path file = Files.createDirectories(folder.resolve("employment-ontario"))
                    .resolve(good.getFileName());
            String text = Files.readString(good, StandardCharsets.UTF_8)
                    .replaceAll("\"trade\":\"[^\"]*\"", "\"trade\":\"" + sin + "\"");
            Files.writeString(file, text, StandardCharsets.UTF_8);

            Ran ran = Ran.command("check", "--max-details=100", file.toString());

            assertThat(ran.out()).contains("FMT-06").doesNotContain("454286", "46454", sin);
        }
    }

    @Test
    void utf_8_where_another_encoding_is_agreed_is_named() {
        Ran ran = check(
                FIXTURES.resolve("refused/pay-in-another-encoding/payroll-boreal/PAY_000089987_20160115_000001.csv"));

        assertThat(ran.out())
                .contains("FILE-HEADER", "appears to be UTF-8. The encoding of layout 'boreal' is windows-1252");
    }

    @Test
    void its_help_explains() {
        Ran help = Ran.command("check", "--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains(
                        "Usage: java -jar trades-hub.jar check [options] FILE…",
                        "--sender=NAME",
                        "--mappings-dir=DIR",
                        "--out=DIR",
                        "--lang=en|fr",
                        "Exit codes",
                        "3   a file is refused, or would not be taken",
                        "Examples");
        assertThat(help.out().lines().filter(line -> line.length() > 90)).isEmpty();
    }
}
