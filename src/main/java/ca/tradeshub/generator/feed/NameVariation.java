// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.generator.random.SeededRandom;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Variations and misspellings of a family name, as they occur in payroll offices. */
final class NameVariation {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private NameVariation() {}

    /** Draws a misspelling of the family name, or the former family name. */
    static String of(String familyName, @Nullable String formerFamilyName, SeededRandom random) {
        int kind = random.below(5);
        int at = familyName.length() < 3 ? 0 : random.between(1, familyName.length() - 2);
        if (kind == 0 && formerFamilyName != null) {
            return formerFamilyName;
        }
        return switch (kind) {
            case 0, 1 -> {
                char[] letters = familyName.toCharArray();
                char moved = letters[at];
                letters[at] = letters[Math.min(at + 1, letters.length - 1)];
                letters[Math.min(at + 1, letters.length - 1)] = moved;
                yield new String(letters);
            }
            case 2 ->
                familyName.substring(0, at) + familyName.substring(at + 1) + (familyName.length() == 1 ? "." : "");
            case 3 -> familyName.substring(0, at + 1) + familyName.substring(at);
            default ->
                MARKS.matcher(Normalizer.normalize(familyName, Normalizer.Form.NFD))
                        .replaceAll("")
                        .replace('-', ' ');
        };
    }
}
