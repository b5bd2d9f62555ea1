// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.Text;

/**
 * Why a text cannot be converted. Conversions return it in place of a value.
 *
 * @param code a {@code MAP-} code (interface agreements, section 1)
 * @param message what is wrong and what is expected
 */
public record ConversionError(String code, Text message) {

    public static final ConversionError REQUIRED =
            new ConversionError("MAP-REQUIRED", new Text("A value is required.", "Une valeur est requise."));
    public static final ConversionError CONTROL_CHARACTER = new ConversionError(
            "MAP-TEXT",
            new Text(
                    "The value contains a control character or invalid text.",
                    "La valeur contient un caractère de commande ou du texte non valide."));
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
