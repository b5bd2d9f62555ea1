// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words after a count, in the singular and the plural of both languages. */
class PluralsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0     | 0 records: held     | 0 enregistrement : held
                    1     | 1 record: held      | 1 enregistrement : held
                    2     | 2 records: held     | 2 enregistrements : held
                    11    | 11 records: held    | 11 enregistrements : held
                    1,203 | 1,203 records: held | 1,203 enregistrements : held
                    """)
    void the_preview_of_a_resolution_counts_records(String count, String english, String french) {
        Text text = PageMessages.text("preview.records", count, "held");

        assertThat(text.en()).isEqualTo(english);
        assertThat(text.fr().replace('\u00a0', ' ')).isEqualTo(french);
    }

    @Test
    void a_sentence_agrees_with_the_count_that_it_names() {
        assertThat(PageMessages.text("history.changes", "2", "1"))
                .isEqualTo(new Text("What version 2 changed: 1 field", "Ce que la version 2 a changé : 1 champ"));
        assertThat(PageMessages.text("bulk.done", "Assign", "1", "1").en())
                .isEqualTo("Assign: done for 1 of 1 exception.");
        assertThat(PageMessages.text("bulk.done", "Attribuer", "0", "2").fr().replace('\u00a0', ' '))
                .isEqualTo("Attribuer : fait pour 0 exception sur 2.");
    }
}
