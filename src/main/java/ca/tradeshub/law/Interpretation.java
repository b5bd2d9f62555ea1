// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named choice where the law's text is unclear.
 *
 * @param id its id, for example {@code C1}
 * @param question what is unclear
 * @param choice the choice in effect
 * @param recommended the choice by default
 * @param alternatives the other choices, empty when there is no other
 * @param because the reason why there is no alternative, null when there is one
 * @param rules ids of the rules based on it
 */
public record Interpretation(
        String id,
        Text question,
        String choice,
        String recommended,
        List<String> alternatives,
        @Nullable String because,
        List<String> rules) {

    public Interpretation {
        rules = List.copyOf(rules);
        alternatives = List.copyOf(alternatives);
    }

    /** Whether this choice is in effect. */
    public boolean is(String option) {
        return choice.equals(option);
    }

    /**
     * The same question with another choice in effect.
     *
     * @throws UnknownInterpretationException when it is neither the recommended choice nor an alternative
     */
    Interpretation choose(String option) {
        if (!option.equals(recommended) && !alternatives.contains(option)) {
            throw new UnknownInterpretationException(
                    "choice", id, recommended, String.join(", ", alternatives), option);
        }
        return new Interpretation(id, question, option, recommended, alternatives, because, rules);
    }
}
