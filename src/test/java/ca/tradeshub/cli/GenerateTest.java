package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

    @TempDir
    private Path folder;

    @Test
    void a_year_is_written_and_what_it_holds_is_told() {
        Ran ran = generate("--apprentices", "5", "--pay-lines", "40", "--certificates", "9", "--late", "20%");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
        assertThat(ran.out())
                .containsPattern("certificates +9\\R")
                .containsPattern("pay lines +40 of \\d+ employers\\R")
                .containsPattern("files +\\d+, [\\d,]+ bytes\\R")
                .containsPattern("seconds +\\d+\\.\\d\\R");
        assertThat(out().resolve("manifest.csv")).isRegularFile();
        assertThat(out().resolve("expected/summary.json")).isRegularFile();
        assertThat(out().resolve("legacy-college")).isDirectory();
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
    void what_cannot_be_is_answered_with_a_sentence() {
        assertUnderstood(generate("--year", "1999"), "The year can be 2010 to 2019");
        assertUnderstood(generate("--corrections", "lots"), "'lots' is no share; write 0.02 or 2%");
        assertUnderstood(generate("--apprentices", "5", "--pay-lines", "5000"), "5 apprentices have at most");
        assertUnderstood(generate("--rejected", "0.5"), "At most 0.1 of the records can be rejected ones");
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
