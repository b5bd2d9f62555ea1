// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** How source texts are cut into passages, on made-up ones. */
class SourceTextTest {

    @Test
    void a_regulation_is_cut_into_sections_and_subsections_but_not_at_the_items_of_a_list() {
        assertThat(SourceText.regulation("made-up-regulation.txt"))
                .containsExactly(
                        entry("header note", "MADE-UP REGULATION Historical version."),
                        entry(
                                "s. 0.1",
                                "0.1 The following trades, long enough to be a section of its own, are prescribed:"
                                        + " 1. Tiler. 1. An item of a list that is fifty characters long it"),
                        entry(
                                "s. 1",
                                "1. A section that is fifty-one characters long with it continued on a line of its"
                                        + " own."),
                        entry("s. 2 (1)", "2. (1) Short."),
                        entry("s. 2 (2)", "(2) Second subsection."),
                        entry("s. 3", "3. Revoked: O. Reg. 1/00."),
                        entry("Forms 1-2", "Forms 1-2 Revoked: O. Reg. 1/00."));
    }

    @Test
    void a_page_is_cut_at_lines_of_their_own_without_a_full_stop() {
        assertThat(SourceText.page("made-up-page.txt"))
                .containsExactly(
                        entry("Introduction", "Before any heading."),
                        entry("What is it?", "It is made-up, as this page's heading says Not a heading."),
                        entry("A heading with nothing under it", ""),
                        entry("Another heading", "Its text."));
    }

    @Test
    void of_statements_each_line_is_one() {
        assertThat(SourceText.statements("made-up-statements.txt"))
                .containsExactly(entry("One statement.", "One statement."), entry("It's another.", "It's another."));
    }

    @Test
    void a_source_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> SourceText.page("no-such.txt")).hasMessageContaining("sources/no-such.txt");
    }
}
