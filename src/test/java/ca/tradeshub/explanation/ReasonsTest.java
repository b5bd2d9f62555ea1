package ca.tradeshub.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    private static final Path RULES = Path.of("src", "main", "java", "ca", "tradeshub", "rules");
    private static final Pattern REASON =
            Pattern.compile("notApplicable\\(\\s*\"([^\"]+)\"(\\s*\\+ \\w+ \\+ \"([^\"]+)\")?");

    @Test
    void every_reason_why_a_rule_does_not_apply_is_in_both_languages() {
        Set<String> ids =
                RuleBook.standard().catalogue().stream().map(Declaration::id).collect(Collectors.toSet());
        List<String> reasons = reasons().filter(reason -> !ids.contains(reason)).toList();

        assertThat(reasons).hasSizeGreaterThan(20).allSatisfy(reason -> {
            Text text = Reasons.notApplicable(reason);
            assertThat(text.fr()).as(reason).isNotEqualTo(text.en());
        });
    }

    @Test
    void a_gate_and_a_missing_fact_are_named_in_both_languages() {
        Declaration gate = RuleBook.standard().catalogue().get(0);

        assertThat(Reasons.gate(gate))
                .isEqualTo(new Text(
                        gate.id() + ": " + gate.statement().en(),
                        gate.id() + " : " + gate.statement().fr()));
        assertThat(Reasons.missing("expiresOn")).isEqualTo(new Text("expiresOn is missing", "expiresOn manque"));
    }

    /** The literals of the rules' sources; a value between two literals is replaced by a day. */
    private static Stream<String> reasons() {
        try (Stream<Path> files = Files.walk(RULES)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ReasonsTest::read)
                    .flatMap(source -> REASON.matcher(source).results())
                    .map(found ->
                            found.group(3) == null ? found.group(1) : found.group(1) + "1983-01-31" + found.group(3))
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
