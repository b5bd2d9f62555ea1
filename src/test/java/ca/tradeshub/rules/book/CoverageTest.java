// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every passage of the sources has a rule or a reason why there is none, and every quote stands in a passage. */
class CoverageTest {

    private static final List<Declaration> CATALOGUE = RuleBook.standard().catalogue();
    private final Coverage coverage = Coverage.of(CATALOGUE);

    @Test
    void finds_the_passages_of_the_sources() {
        assertThat(sections(Source.REG_1055))
                .hasSize(58)
                .startsWith("header note", "s. 0.1", "s. 1", "s. 2", "s. 3", "s. 4 (1)", "s. 4 (2)", "s. 5 (1)")
                .contains("s. 10 (1)", "s. 10 (2)", "s. 10 (3)", "s. 13", "s. 22", "s. 27 (1)", "s. 27 (4)")
                .endsWith("Forms 1-3")
                .doesNotHaveDuplicates();
        assertThat(sections(Source.ATTC))
                .startsWith("Introduction", "How much money could I receive?", "Do I qualify?")
                .contains("General", "Example 1", "What is a small business?", "Appendix A", "Industrial trades")
                .hasSizeBetween(45, 50)
                .doesNotHaveDuplicates();
        assertThat(sections(Source.PORTAL))
                .hasSizeBetween(25, 32)
                .anyMatch(statement -> statement.startsWith("Effective April 1, 2024"))
                .doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> every_passage_has_a_rule_or_a_reason() {
        List<String> ids = CATALOGUE.stream().map(Declaration::id).toList();
        return coverage.rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.document() + ", " + row.section(), () -> {
                    assertThat(row.isCovered())
                            .as("Add a rule that quotes %s, or its reason to law/coverage.yaml", row.section())
                            .isTrue();
                    assertThat(row.rules()).isSubsetOf(ids);
                }));
    }

    @Test
    void every_quote_stands_in_the_passage_it_cites_and_no_reason_is_about_nothing() {
        assertThat(coverage.unmet()).isEmpty();
    }

    @Test
    void what_cannot_be_checked_is_no_rule() {
        assertThat(coverage.notCheckable())
                .hasSizeGreaterThan(30)
                .extracting(Coverage.Entry::id)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(
                        CATALOGUE.stream().map(Declaration::id).toList());
    }

    /** Broken on purpose: a rule that quotes what is nowhere, and a catalogue without the rules of a passage. */
    @Test
    void a_gap_and_a_wrong_quote_are_found() {
        Declaration wrong = Declaration.of(
                "R1055-99", "It is so.", "C'est ainsi.", Source.REG_1055.at("s. 3 (a)", "is at least fifteen years"));

        Coverage gap = Coverage.of(List.of(wrong));

        assertThat(gap.unmet()).containsExactly("R1055-99 quotes words that do not occur in " + wrong.citation());
        assertThat(gap.rows())
                .filteredOn(row -> !row.isCovered())
                .extracting(Coverage.Row::section)
                .contains("s. 3", "s. 10 (2)", "General");
    }

    @Test
    void a_passage_shows_the_rules_that_quote_it_those_named_for_it_and_the_reason() {
        Coverage.Row example = row("Example 1");
        assertThat(example.rules()).containsExactly("ATTC-27", "ATTC-28", "ATTC-29");
        assertThat(example.reason().en()).isEqualTo("A worked example. The tests compute it.");

        Coverage.Row training = row("s. 4 (1)");
        assertThat(training.rules()).isEmpty();
        assertThat(training.reason())
                .isEqualTo(new Text("No feed carries the facts.", "Aucun flux ne contient les faits."));

        Coverage.Row proportion = row("s. 10 (2)");
        assertThat(proportion.rules()).containsExactly("R1055-10.2a", "R1055-10.2b");
        assertThat(proportion.reason()).isNull();
        assertThat(coverage.rows())
                .filteredOn(row -> row.section().startsWith("Effective April 1, 2024"))
                .singleElement()
                .satisfies(annual -> assertThat(annual.rules()).containsExactly("GATE-05", "PORT-06"));
        assertThat(proportion.text())
                .startsWith("(2) Unless otherwise prescribed, the number of apprentices who may be employed");
    }

    @Test
    void a_quote_counts_only_under_the_heading_it_is_cited_from_and_those_that_stand_under_it() {
        Declaration common = Declaration.of(
                "ATTC-99", "It is so.", "C'est ainsi.", Source.ATTC.at("What is a small business?", "payroll"));

        assertThat(Coverage.of(List.of(common)).rows())
                .filteredOn(row -> row.text().contains("payroll"))
                .filteredOn(row -> row.rules().contains("ATTC-99"))
                .extracting(Coverage.Row::section)
                .containsExactly(
                        "Apprenticeship programs that began on or after April 24, 2015 and before November 15, 2017",
                        "Apprenticeship programs that began before April 24, 2015");
        assertThat(coverage.rows())
                .filteredOn(row -> row.document().equals(Source.ATTC.title()))
                .filteredOn(row -> row.text().contains("payroll"))
                .hasSizeGreaterThan(2);
    }

    /** Broken on purpose: words about a passage that is not there, and a reason without words. */
    @Test
    void data_about_nothing_is_found() {
        assertThat(Coverage.of(CATALOGUE, with("s. 99", "link")).unmet())
                .containsExactly("law/coverage.yaml describes a passage that " + Source.REG_1055.title()
                        + " does not have: s. 99");
        assertThatThrownBy(() -> Coverage.of(CATALOGUE, with("s. 4 (1)", "because")))
                .hasMessageContaining("because");
    }

    private static JsonNode with(String section, String reason) {
        JsonNode data = Coverage.data().deepCopy();
        ((ObjectNode) data.at("/passages/REG_1055")).putObject(section).put("reason", reason);
        return data;
    }

    private Coverage.Row row(String section) {
        return coverage.rows().stream()
                .filter(row -> row.section().equals(section))
                .findFirst()
                .orElseThrow();
    }

    private List<String> sections(Source source) {
        return coverage.rows().stream()
                .filter(row -> row.document().equals(source.title()))
                .map(Coverage.Row::section)
                .toList();
    }
}
