// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;

/**
 * Since when the words at hand of a section of Reg. 1055 are the law. The text kept with the hub is the version of
 * 2012-12-18. An earlier event is judged by it where the section's history note names no regulation as late as the event
 * (interpretation C35); else the words of that time are not at hand.
 */
final class SectionWords {

    private static final String VALUES = "reg1055.words.";

    private SectionWords() {}

    /**
     * The span of the words that a rule quotes.
     *
     * @throws IllegalStateException when the law names no history note for the rule
     */
    static Dated<String> of(Law law, String rule) {
        if (law.interpretation("C35").is("this-version")) {
            return law.texts(Reg1055InForce.VALUE);
        }
        return law.values().values().stream()
                .filter(value -> value.id().startsWith(VALUES) && value.rules().contains(rule))
                .findFirst()
                .map(value -> law.texts(value.id()))
                .orElseThrow(() -> new IllegalStateException("The law names no history note for " + rule));
    }
}
