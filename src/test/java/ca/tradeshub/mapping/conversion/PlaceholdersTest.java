// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.mapping.conversion.Placeholders.Kind;
import ca.tradeshub.mapping.conversion.Placeholders.Meaning;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    private static final Placeholders TABLE = Placeholders.parse(
            """
            kind,text,meaning
            text,N/A,absent
            text,99…,absent
            name,n/a,warn
            date,9999-12-31,absent
            date,00…,absent
            birth,1970-01-01,warn
            """);

    @Test
    void the_narrower_kind_prevails_and_case_has_no_meaning() {
        assertThat(TABLE.of(Kind.TEXT).meaning("n/A")).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.NUMBER).meaning("n/a")).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.NAME).meaning("N/A")).isEqualTo(Meaning.WARN);
        assertThat(TABLE.of(Kind.TEXT).meaning("n/ab")).isNull();
        assertThat(TABLE.ofOther().meaning("n/a")).isNull();
    }

    @Test
    void an_ellipsis_means_any_more_of_the_same() {
        assertThat(TABLE.of(Kind.TEXT).meaning("9")).isNull();
        assertThat(TABLE.of(Kind.TEXT).meaning("99")).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.TEXT).meaning("9".repeat(500))).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.TEXT).meaning("9998")).isNull();
    }

    @Test
    void dates_are_compared_as_dates() {
        assertThat(TABLE.of(Kind.DATE).meaning(LocalDate.of(9999, 12, 31))).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.BIRTH).meaning(LocalDate.of(9999, 12, 31))).isEqualTo(Meaning.ABSENT);
        assertThat(TABLE.of(Kind.BIRTH).meaning(LocalDate.of(1970, 1, 1))).isEqualTo(Meaning.WARN);
        assertThat(TABLE.of(Kind.DATE).meaning(LocalDate.of(1970, 1, 1))).isNull();
        assertThat(TABLE.of(Kind.DATE).meaning("00000000")).isEqualTo(Meaning.ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text;x;absent|1|header row",
                "kind,text,meaning;words,x,absent|2|unknown kind 'words'",
                "kind,text,meaning;text,x,maybe|2|unknown meaning 'maybe'",
                "kind,text,meaning;text,x,warn;text,,warn|3|a line must have a kind",
                "kind,text,meaning;text,ab…,warn|2|one character",
                "kind,text,meaning;text,…,warn|2|one character"
            })
    void a_mistake_is_named_with_its_line(String table, int line, String reason) {
        assertThatThrownBy(() -> Placeholders.parse(table.replace(';', '\n')))
                .isInstanceOfSatisfying(BadTableException.class, wrong -> {
                    assertThat(wrong.line()).isEqualTo(line);
                    assertThat(wrong.getMessage()).contains(reason);
                });
    }
}
