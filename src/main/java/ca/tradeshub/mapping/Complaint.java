package ca.tradeshub.mapping;

/** What a conversion answers in place of a value when the text is wrong. */
record Complaint(String code, String message, String messageFr) {

    static final Complaint REQUIRED = new Complaint("MAP-REQUIRED", "A value is required.", "Une valeur est requise.");
    static final Complaint CONTROL_CHARACTER = new Complaint(
            "MAP-TEXT",
            "The value contains a control character or broken text.",
            "La valeur contient un caractère de commande ou du texte brisé.");
    static final Complaint NO_SUCH_DAY =
            new Complaint("MAP-DATE", "There is no such day in the calendar.", "Ce jour n'existe pas au calendrier.");
    static final Complaint END_BEFORE_START =
            new Complaint("MAP-PERIOD", "The end is before the start.", "La fin précède le début.");
    static final Complaint UNKNOWN_MEMBER = new Complaint(
            "MAP-JSON",
            "The agreed format (version 1) has no such member; its value would be lost.",
            "Le format convenu (version 1) n'a pas ce membre; sa valeur serait perdue.");

    static Complaint tooLong(int max) {
        return new Complaint(
                "MAP-LENGTH",
                "The value is longer than " + max + " characters.",
                "La valeur dépasse " + max + " caractères.");
    }

    static Complaint noDate(String pattern) {
        return new Complaint(
                "MAP-DATE", "The value is no date " + pattern + ".", "La valeur n'est pas une date " + pattern + ".");
    }

    static Complaint noNumber(String wanted, String wantedFr) {
        return new Complaint("MAP-NUMBER", "The value is not " + wanted + ".", "La valeur n'est pas " + wantedFr + ".");
    }

    static Complaint tooLarge(int digits) {
        return new Complaint(
                "MAP-NUMBER",
                "The value is no number the format has: at most " + digits + " digits before the decimals.",
                "La valeur n'est pas un nombre du format : au plus " + digits + " chiffres avant les décimales.");
    }

    static Complaint noCode(Iterable<String> codes) {
        String list = String.join(", ", codes);
        String shown = list.length() > 200 ? list.substring(0, 200) + "…" : list;
        return new Complaint(
                "MAP-CODE",
                "The value is none of the codes agreed: " + shown + ".",
                "La valeur n'est aucun des codes convenus : " + shown + ".");
    }

    static Complaint lacks(String separator) {
        return new Complaint(
                "MAP-TEXT",
                "The value must have two parts with '" + separator + "' between them.",
                "La valeur doit avoir deux parties séparées par « " + separator + " ».");
    }
}
