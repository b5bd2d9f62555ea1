package ca.tradeshub.mapping.conversion;

/** What a conversion answers in place of a value when the text is wrong. */
public record ConversionError(String code, String message, String messageFr) {

    public static final ConversionError REQUIRED =
            new ConversionError("MAP-REQUIRED", "A value is required.", "Une valeur est requise.");
    public static final ConversionError CONTROL_CHARACTER = new ConversionError(
            "MAP-TEXT",
            "The value contains a control character or broken text.",
            "La valeur contient un caractère de commande ou du texte brisé.");
    static final ConversionError NO_SUCH_DAY = new ConversionError(
            "MAP-DATE", "There is no such day in the calendar.", "Ce jour n'existe pas au calendrier.");
    public static final ConversionError END_BEFORE_START =
            new ConversionError("MAP-PERIOD", "The end is before the start.", "La fin précède le début.");
    public static final ConversionError UNKNOWN_MEMBER = new ConversionError(
            "MAP-JSON",
            "The agreed format (version 1) has no such member; its value would be lost.",
            "Le format convenu (version 1) n'a pas ce membre; sa valeur serait perdue.");

    static ConversionError tooLong(int max) {
        return new ConversionError(
                "MAP-LENGTH",
                "The value is longer than " + max + " characters.",
                "La valeur dépasse " + max + " caractères.");
    }

    static ConversionError noDate(String pattern) {
        return new ConversionError(
                "MAP-DATE", "The value is no date " + pattern + ".", "La valeur n'est pas une date " + pattern + ".");
    }

    static ConversionError noNumber(String wanted, String wantedFr) {
        return new ConversionError(
                "MAP-NUMBER", "The value is not " + wanted + ".", "La valeur n'est pas " + wantedFr + ".");
    }

    static ConversionError tooLarge(int digits) {
        return new ConversionError(
                "MAP-NUMBER",
                "The value is no number the format has: at most " + digits + " digits before the decimals.",
                "La valeur n'est pas un nombre du format : au plus " + digits + " chiffres avant les décimales.");
    }

    static ConversionError noCode(Iterable<String> codes) {
        String list = String.join(", ", codes);
        String shown = list.length() > 200 ? list.substring(0, 200) + "…" : list;
        return new ConversionError(
                "MAP-CODE",
                "The value is none of the codes agreed: " + shown + ".",
                "La valeur n'est aucun des codes convenus : " + shown + ".");
    }

    public static ConversionError lacks(String separator) {
        return new ConversionError(
                "MAP-TEXT",
                "The value must have two parts with '" + separator + "' between them.",
                "La valeur doit avoir deux parties séparées par « " + separator + " ».");
    }
}
