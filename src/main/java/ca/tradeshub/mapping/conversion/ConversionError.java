// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.IdentifierDamage;
import java.util.Locale;

/**
 * Why a text cannot be converted. Conversions return it in place of a value.
 *
 * @param code a {@code MAP-} code (interface agreements, section 1)
 * @param message what is wrong and what is expected
 */
public record ConversionError(String code, Text message) {

    private static final int REPLACEMENT = 0xFFFD;

    public static final ConversionError REQUIRED =
            new ConversionError("MAP-REQUIRED", new Text("A value is required.", "Une valeur est requise."));
    public static final ConversionError DOUBLE_ENCODED = of("MAP-TEXT", "double-encoded");
    public static final ConversionError ESCAPED = of("MAP-TEXT", "escaped");
    public static final ConversionError REQUIRED_PLACEHOLDER = of("MAP-REQUIRED", "placeholder-required");
    public static final ConversionError NAME_PLACEHOLDER = of("MAP-REQUIRED", "placeholder-name");
    public static final ConversionError PLACEHOLDER_PASSED_OVER = of("MAP-PLACEHOLDER", "placeholder-absent");
    public static final ConversionError PLACEHOLDER_TAKEN = of("MAP-PLACEHOLDER", "placeholder-taken");
    public static final ConversionError NAME_WITHOUT_LETTERS = of("MAP-TEXT", "name-without-letters");
    public static final ConversionError NAME_WITH_LOST_CHARACTERS = of("MAP-TEXT", "name-with-lost-characters");
    public static final ConversionError NO_NAME = of("MAP-REQUIRED", "no-name");
    static final ConversionError NO_SUCH_DAY = new ConversionError(
            "MAP-DATE",
            new Text("The date does not exist in the calendar.", "La date n'existe pas dans le calendrier."));
    public static final ConversionError END_BEFORE_START = new ConversionError(
            "MAP-PERIOD",
            new Text("The end date is before the start date.", "La date de fin précède la date de début."));
    public static final ConversionError UNKNOWN_MEMBER = new ConversionError(
            "MAP-JSON",
            new Text(
                    "The agreed format (version 1) does not contain this member. Remove it or correct its name.",
                    "Le format convenu (version 1) ne contient pas ce membre. Supprimez-le ou corrigez son nom."));

    private static ConversionError of(String code, String key, Object... values) {
        return new ConversionError(code, Messages.of(ConversionError.class).text(key, values));
    }

    /** A character that no field may contain, at a position counted in characters from 1. */
    static ConversionError unprintable(int point, int position) {
        String code = String.format(Locale.ROOT, "U+%04X", point);
        if (point == REPLACEMENT) {
            return of("MAP-TEXT", "replacement-character", position);
        }
        if (point == 0) {
            return of("MAP-TEXT", "nul-character", position);
        }
        boolean isC1 = point >= 0x80 && point < 0xA0;
        return of("MAP-TEXT", isC1 ? "misread-control-character" : "control-character", code, position);
    }

    /** A text that does not have the form of an identifier. */
    static ConversionError noIdentifier(String text) {
        IdentifierDamage damage = IdentifierDamage.of(text);
        if (damage == IdentifierDamage.LOOK_ALIKE) {
            int at = 0;
            while (text.charAt(at) >= ' ' && text.charAt(at) <= '~') {
                at++;
            }
            return of(
                    "MAP-IDENTIFIER",
                    "identifier-look-alike",
                    String.format(Locale.ROOT, "U+%04X", text.codePointAt(at)),
                    at + 1);
        }
        return of(
                "MAP-IDENTIFIER",
                damage == null
                        ? "identifier-form"
                        : "identifier-" + damage.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static ConversionError tooLong(int max) {
        return new ConversionError(
                "MAP-LENGTH",
                new Text(
                        "The value is longer than " + max + " characters.",
                        "La valeur dépasse " + max + " caractères."));
    }

    static ConversionError noDate(String pattern) {
        return new ConversionError(
                "MAP-DATE",
                new Text(
                        "The value is not a date in the form " + pattern + ".",
                        "La valeur n'est pas une date de la forme " + pattern + "."));
    }

    static ConversionError noNumber(String wanted, String wantedFr) {
        return new ConversionError(
                "MAP-NUMBER", new Text("The value is not " + wanted + ".", "La valeur n'est pas " + wantedFr + "."));
    }

    static ConversionError tooLarge(int digits) {
        return new ConversionError(
                "MAP-NUMBER",
                new Text(
                        "The value has more than " + digits + " digits before the decimal separator.",
                        "La valeur a plus de " + digits + " chiffres avant le séparateur décimal."));
    }

    static ConversionError noCode(Iterable<String> codes) {
        String list = String.join(", ", codes);
        String shown = list.length() > 200 ? list.substring(0, 200) + "…" : list;
        return new ConversionError(
                "MAP-CODE",
                new Text(
                        "The value is not one of the agreed codes: " + shown + ".",
                        "La valeur ne figure pas parmi les codes convenus : " + shown + "."));
    }

    public static ConversionError lacks(String separator) {
        return new ConversionError(
                "MAP-TEXT",
                new Text(
                        "The value must have two parts separated by '" + separator + "'.",
                        "La valeur doit avoir deux parties séparées par « " + separator + " »."));
    }
}
