// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions hold when rules are reworded. {@code -Ddocuments.write=true} adds the lines of new failures. */
class FirstWordingTest {

    private static final Path FILE = Path.of("src/main/resources/ca/tradeshub/rules/book/first-wording.txt");

    /** How many lines there were, and their digest: the file only grows. */
    private static final int RELEASED = 250;

    private static final String RELEASED_DIGEST = "eaa530963906de64cfba5df458f5239dc60283c3a7f1e92227bc2856897f8d7e";

    private static final String KEY = "123026635RP0001/TA-1/2016-12-31";

    private final List<Declaration> catalogue = RuleBook.standard().catalogue();

    @Test
    void every_sentence_of_a_rule_has_its_first_wording() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Declaration rule : catalogue) {
            for (int place = 0; place < rule.failures().size(); place++) {
                add(
                        missing,
                        FirstWording.key(rule, place),
                        rule.failures().get(place).message());
            }
            add(missing, FirstWording.key(rule), rule.statement());
        }
        if (Boolean.getBoolean("documents.write")) {
            Files.write(FILE, missing, StandardOpenOption.APPEND);
            return;
        }
        assertThat(missing).isEmpty();
    }

    private static void add(List<String> missing, String key, Text sentence) {
        if (!FirstWording.all().containsKey(key)) {
            missing.add(key + "=" + sentence.en());
        }
    }

    @Test
    void a_line_never_changes() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        assertThat(lines.stream().map(line -> line.split("=", 2)[0])).doesNotHaveDuplicates();
        assertThat(Sha256.hex(String.join("\n", lines.subList(0, RELEASED)))).isEqualTo(RELEASED_DIGEST);
    }

    @Test
    void a_reworded_failure_has_the_basis_of_its_first_wording() {
        int compared = 0;
        for (Declaration rule : catalogue) {
            Declaration reworded = new Declaration(
                    rule.id(),
                    new Text("Said in another way.", "Dit autrement."),
                    rule.authority(),
                    rule.inForce(),
                    rule.on(),
                    rule.reads(),
                    rule.failures().stream().map(FirstWordingTest::reworded).toList());
            Bases before = bases(rule);
            Bases after = bases(reworded);
            for (int place = 0; place < rule.failures().size(); place++) {
                RuleFailure failure = rule.failures().get(place);
                Finding was = finding(rule, RuleResult.fails(failure, "hours", "7"));
                Finding is =
                        finding(reworded, RuleResult.fails(reworded.failures().get(place), "hours", "7"));
                assertThat(is.message()).isNotEqualTo(was.message());
                assertThat(basis(after, is)).isEqualTo(basis(before, was)).isEqualTo(asReleased(was));
                compared++;
            }
            Finding was = finding(rule, RuleResult.unknown("hours"));
            assertThat(basis(after, finding(reworded, RuleResult.unknown("hours"))))
                    .isEqualTo(basis(before, was))
                    .isEqualTo(asReleased(was));
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void two_failures_of_one_rule_and_other_values_have_bases_of_their_own() {
        Declaration rule = catalogue.stream()
                .filter(each -> each.failures().size() > 1)
                .filter(each -> !each.failures()
                        .get(0)
                        .message()
                        .equals(each.failures().get(1).message()))
                .findFirst()
                .orElseThrow();
        Bases bases = bases(rule);
        String first =
                basis(bases, finding(rule, RuleResult.fails(rule.failures().get(0), "hours", "7")));
        assertThat(basis(bases, finding(rule, RuleResult.fails(rule.failures().get(1), "hours", "7"))))
                .isNotEqualTo(first);
        assertThat(basis(bases, finding(rule, RuleResult.fails(rule.failures().get(0), "hours", "8"))))
                .isNotEqualTo(first);
        assertThat(basis(bases, finding(rule, RuleResult.unknown("hours")))).isNotEqualTo(first);
    }

    /** The basis as releases before stored it: with the sentence as it is. */
    private static String asReleased(Finding finding) {
        return Bases.digest(ExceptionType.RULE_HOLD, finding.rule(), KEY, finding.message(), finding.observed(), null);
    }

    private static RuleFailure reworded(RuleFailure failure) {
        return new RuleFailure(
                failure.outcome(),
                new Text(
                        failure.message().en() + " In other words.",
                        failure.message().fr()),
                failure.citation());
    }

    private static Bases bases(Declaration rule) {
        return new Bases(
                new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32]))),
                new FirstWording(List.of(rule)));
    }

    private static Finding finding(Declaration rule, RuleResult result) {
        return rule.findings(result).get(0);
    }

    private static String basis(Bases bases, Finding finding) {
        return bases.of(KEY, new Disagreement(ExceptionType.RULE_HOLD, finding, null));
    }
}
