// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.french;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class FrenchSpacingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Résultat : retenu           | Résultat_: retenu",
                "Pourquoi ? Parce que !      | Pourquoi_? Parce que_!",
                "à l'état « retenu » depuis  | à l'état «_retenu_» depuis",
                "5 000,00 $, soit 27 % (1 $) | 5 000,00_$, soit 27_% (1_$)",
                "Remplacé ; retenu           | Remplacé_; retenu",
                "à 05:53:06 le 2016-12-31    | à 05:53:06 le 2016-12-31",
                "file.csv:5                  | file.csv:5",
                "http://127.0.0.1:8080 :x    | http://127.0.0.1:8080 :x"
            })
    void the_spaces_of_the_punctuation_do_not_break(String written, String shown) {
        assertThat(FrenchSpacing.spaced(written)).isEqualTo(shown.replace('_', '\u00a0'));
    }

    @Test
    void french_pages_get_them_and_what_is_typed_does_not() {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        engine.addDialect(new FrenchSpacing());
        Context page = new Context(Locale.CANADA_FRENCH);
        page.setVariable("a", "Note : oui");
        String template = "<p>État : <b th:text=\"${a}\">x</b></p><textarea th:text=\"${a}\"></textarea><p>Fin !</p>";

        assertThat(engine.process(template, page))
                .isEqualTo("<p>État\u00a0: <b>Note\u00a0: oui</b></p><textarea>Note : oui</textarea><p>Fin\u00a0!</p>");
        StringWriter english = new StringWriter();
        Context other = new Context(Locale.CANADA);
        other.setVariable("a", "Note : oui");
        engine.process(template, other, english);
        assertThat(english.toString()).doesNotContain("\u00a0");
    }
}
