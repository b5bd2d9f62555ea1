// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.canonical.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Free text of a partner, made safe to store and to show. */
final class PartnerText {

    /** Nine digits in a row or in threes, as a SIN is written. */
    private static final Pattern NINE_DIGITS = Pattern.compile("(?<!\\d)\\d{3}[ -]?\\d{3}[ -]?\\d{3}(?!\\d)");

    private PartnerText() {}

    /** The text with spaces in place of invisible characters and with nine-digit numbers masked; null stays null. */
    static @Nullable String safe(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return NINE_DIGITS
                .matcher(VisibleText.blanked(text))
                .replaceAll("***-***-***")
                .strip();
    }
}
