// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.cli.terminal.Exit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

    @TempDir
    private Path folder;

    @Test
    void a_year_is_written_and_its_size_is_printed() {
        Ran ran = generate("--apprentices", "5", "--pay-lines", "40", "--certificates", "9", "--late", "20%");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
        assertThat(ran.out())
                .containsPattern("certificates +9\\R")
                .containsPattern("pay lines +40 of \\d+ employers?\\R")
                .containsPattern("files +\\d+, [\\d,]+ bytes\\R")
                .containsPattern("seconds +\\d+\\.\\d\\R");
        assertThat(out().resolve("manifest.csv")).isRegularFile();
        assertThat(out().resolve("expected/summary.json")).isRegularFile();
        assertThat(out().resolve("legacy-college")).isDirectory();
    }

    @Test
    void what_becomes_of_each_file_by_itself_is_what_is_foretold() throws IOException {
        Ran year = generate(
                "--apprentices",
                "60",
                "--pay-lines",
                "1500",
                "--certificates",
                "60",
                "--seed",
                "15",
                "--refused",
                "0.5",
                "--rejected",
                "5%",
                "--corrections",
                "20%",
                "--late",
                "10%",
                "--lost",
                "10%",
                "--duplicates",
                "10%");
        assertThat(year.exit()).as(year.err()).isEqualTo(Exit.OK);
        List<String> command = new ArrayList<>(List.of("check", "--json"));
        List<JsonNode> foretold = new ArrayList<>();
        for (String line : Files.readAllLines(out().resolve("expected/files.ndjson"))) {
            JsonNode file = new ObjectMapper().readTree(line);
            foretold.add(file);
            Path wave = file.get("wave").asText().equals("year")
                    ? out()
                    : out().resolve(file.get("wave").asText());
            command.add(wave.resolve(file.get("sender").asText())
                    .resolve(file.get("file").asText())
                    .toString());
        }

        JsonNode receipts = new ObjectMapper()
                .readTree(Ran.command(command.toArray(String[]::new)).out());

        assertThat(foretold.size()).isGreaterThan(50);
        assertThat(receipts.size()).isEqualTo(foretold.size());
        for (int i = 0; i < foretold.size(); i++) {
            JsonNode expected = foretold.get(i);
            JsonNode receipt = receipts.get(i);
            assertThat(receipt.path("verdict")).as(receipt.toString()).isEqualTo(expected.path("verdict"));
            assertThat(receipt.path("code").asText(""))
                    .isEqualTo(expected.path("code").asText(""));
            for (String sum :
                    List.of("/balance/records/received", "/balance/records/rejected", "/balance/amount/received")) {
                assertThat(receipt.at(sum)).as(receipt.toString()).isEqualTo(expected.at(sum));
            }
        }
    }

    @Test
    void a_folder_that_is_not_empty_is_left_alone() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("mine.txt"), "mine");

        Ran ran = generate("--apprentices", "5", "--pay-lines", "40");

        assertThat(ran.exit()).isEqualTo(Exit.FAILED);
        assertThat(ran.err()).contains("is not empty");
        assertThat(out()).isDirectoryContaining("glob:**mine.txt");
    }

    @Test
    void an_impossible_request_is_reported_in_a_sentence() {
        assertUnderstood(generate("--year", "1999"), "The year must be 2010 to 2019");
        assertUnderstood(generate("--corrections", "lots"), "'lots' is not a share; write 0.02 or 2%");
        assertUnderstood(generate("--apprentices", "5", "--pay-lines", "5000"), "or ask for more --apprentices.");
        assertUnderstood(generate("--rejected", "0.5"), "The share of rejected records can be at most 0.1");
        assertUnderstood(Ran.command("generate"), "--out");
    }

    private static void assertUnderstood(Ran ran, String sentence) {
        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(sentence);
    }

    private Path out() {
        return folder.resolve("year");
    }

    private Ran generate(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "generate";
        args[1] = "--out";
        args[2] = out().toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return Ran.command(args);
    }
}
