// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.RuleResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reason why a rule does not apply, and what a satisfied rule notes, exist in both languages. A reason that reads
 * the same in both is the id of another rule or a formula of signs and numbers.
 */
class RuleReasonsTest {

    private static final RuleBook BOOK = RuleBook.standard();
    private static final Path RULES = Path.of("src", "main", "java", "ca", "tradeshub", "rules");
    private static final Pattern STATED =
            Pattern.compile("(?s)(?:RuleResult\\.(?:notApplicable|satisfied)|new (?:RuleResult\\.)?"
                    + "(?:NotApplicable|Satisfied))\\((.*?)\\)(?=[;\\s]*[;:)])");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ID_CONSTANT = Pattern.compile("String ID = \"([^\"]+)\"");
    private static final Pattern FORMULA = Pattern.compile("[\\d\\s.,:;×÷+−/()=<>≠≤≥-]+");

    @Test
    void every_reason_in_the_sources_is_a_rule_id_or_is_stated_in_both_languages() throws IOException {
        List<String> ids = BOOK.catalogue().stream().map(Declaration::id).toList();
        Map<String, String> sources = sources();
        Map<String, String> constants = new TreeMap<>();
        sources.forEach((type, source) ->
                ID_CONSTANT.matcher(source).results().forEach(match -> constants.put(type + ".ID", match.group(1))));

        List<String> found = new ArrayList<>();
        List<String> untranslated = new ArrayList<>();
        sources.forEach((type, source) -> STATED.matcher(source)
                .results()
                .map(match -> match.group(1).strip())
                .filter(argument -> !argument.isEmpty() && !type.equals("RuleResult"))
                .forEach(argument -> {
                    found.add(argument);
                    List<String> literals = LITERAL.matcher(argument)
                            .results()
                            .map(literal -> literal.group(1))
                            .distinct()
                            .toList();
                    boolean isId = ids.contains(constants.getOrDefault(
                            argument,
                            literals.isEmpty() ? "" : argument.equals(quoted(literals)) ? literals.get(0) : ""));
                    boolean isText = literals.isEmpty() && !argument.endsWith(".ID");
                    if (!isId && !isText && literals.size() < 2) {
                        untranslated.add(type + ": " + argument);
                    }
                }));

        assertThat(found).hasSizeGreaterThan(50);
        assertThat(untranslated).isEmpty();
    }

    @Test
    void every_reason_a_vector_leads_to_reads_differently_in_french_unless_it_is_an_id_or_a_formula() {
        List<String> ids = BOOK.catalogue().stream().map(Declaration::id).toList();

        List<Text> reasons = RecordVectors.read("records.yaml").stream()
                .flatMap(vector -> RecordVectors.judged(vector, BOOK))
                .map(JudgedRule::result)
                .flatMap(RuleReasonsTest::reason)
                .distinct()
                .toList();

        assertThat(reasons).hasSizeGreaterThan(30);
        assertThat(reasons)
                .filteredOn(reason -> !ids.contains(reason.en())
                        && !FORMULA.matcher(reason.en()).matches())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason.fr()).isNotEqualTo(reason.en()));
    }

    private static Stream<Text> reason(RuleResult result) {
        if (result instanceof RuleResult.NotApplicable not) {
            return Stream.of(not.because());
        }
        return result instanceof RuleResult.Satisfied satisfied ? Stream.ofNullable(satisfied.noted()) : Stream.empty();
    }

    private static String quoted(List<String> literals) {
        return "\"" + literals.get(0) + "\"";
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            RuleReasonsTest::read,
                            (one, other) -> one + other,
                            TreeMap::new));
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
