// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.text.IdentifierDamage;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import org.jspecify.annotations.Nullable;

/**
 * FMT-05: the ministry's client id and the college's member or account number are different numbers, distinguished by
 * their length. A number of any other form is held: it would become a key of the registry and join records of different
 * persons.
 */
public final class AgencyNumbers implements Rule<CanonicalRecord> {

    private static final RuleFailure SWAPPED = RuleFailure.hold(
            "This number has the length of the other agency's number. A client id has seven"
                    + " digits, an account or member number eight. Check whether the two numbers are"
                    + " interchanged, or a leading zero is lost.",
            "Ce numéro a la longueur de celui de l'autre organisme. Un numéro de client a sept"
                    + " chiffres, un numéro de compte ou de membre huit. Vérifiez si les deux numéros sont"
                    + " intervertis, ou si un zéro initial est perdu.");
    private static final RuleFailure SHORT = RuleFailure.hold(
            "This number has fewer digits than it must have. A client id has seven digits, an account or member"
                    + " number eight. A spreadsheet or program may have removed leading zeros. Export the column as"
                    + " text.",
            "Ce numéro a moins de chiffres qu'il ne doit en avoir. Un numéro de client a sept chiffres, un numéro de"
                    + " compte ou de membre huit. Un tableur ou un programme a peut-être supprimé les zéros initiaux."
                    + " Exportez la colonne comme du texte.");
    private static final RuleFailure NINE_DIGITS = RuleFailure.hold(
            "This number has nine digits, as a social insurance number. Write the client id or the account number"
                    + " only, never a social insurance number, in this field.",
            "Ce numéro a neuf chiffres, comme un numéro d'assurance sociale. Inscrivez seulement le numéro de client"
                    + " ou de compte dans ce champ, jamais un numéro d'assurance sociale.");
    private static final RuleFailure AS_NUMBER = RuleFailure.hold(
            "This appears to be a number as a spreadsheet or program shows it, with decimals, an exponent or"
                    + " separated thousands, or as a date, not a client id or account number. Export the column as text.",
            "Ceci semble être un nombre tel qu'un tableur ou un programme l'affiche, avec des décimales, un exposant"
                    + " ou des séparateurs de milliers, ou comme une date, et non un numéro de client ou de compte. Exportez la colonne"
                    + " comme du texte.");
    private static final RuleFailure LOOK_ALIKE = RuleFailure.hold(
            "This number contains a character that resembles a digit, a space or a hyphen. Write the digits 0 to 9"
                    + " only.",
            "Ce numéro contient un caractère qui ressemble à un chiffre, à une espace ou à un trait d'union. Inscrivez"
                    + " seulement les chiffres de 0 à 9.");
    private static final RuleFailure MALFORMED = RuleFailure.hold(
            "This number does not have its form. A client id has seven digits, an account or"
                    + " member number eight. Correct the number.",
            "Ce numéro n'a pas sa forme. Un numéro de client a sept chiffres, un"
                    + " numéro de compte ou de membre huit. Corrigez le numéro.");

    private final int clientId;
    private final int accountNumber;
    private final Declaration declared;

    /** The rule with the lengths expected. */
    public AgencyNumbers(Law law) {
        this.clientId = law.integers("client-id.digits").last().value();
        this.accountNumber = law.integers("account-number.digits").last().value();
        this.declared = Declaration.of(
                        "FMT-05",
                        "A client id has seven digits and an account or member number eight; neither is used"
                                + " in the field of the other, and a number of another form is not used at all.",
                        "Un numéro de client a sept chiffres et un numéro de compte ou de membre huit; aucun"
                                + " des deux n'est utilisé dans le champ de l'autre, et un numéro d'une autre forme"
                                + " n'est pas utilisé.",
                        Source.MINISTRY.at("registration page; membership letter"))
                .on(Registration.class, Certificate.class, PayLine.class)
                .reads("person.clientId", "person.accountNumber", "memberNumber", "accountNumber")
                .failures(SWAPPED, SHORT, NINE_DIGITS, AS_NUMBER, LOOK_ALIKE, MALFORMED);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        RuleResult.Failures found = new RuleResult.Failures();
        if (subject instanceof Registration registration) {
            judge(found, registration.person().clientId(), clientId, accountNumber, "person.clientId");
            judge(found, registration.person().accountNumber(), accountNumber, clientId, "person.accountNumber");
        } else if (subject instanceof Certificate certificate) {
            judge(found, certificate.memberNumber(), accountNumber, clientId, "memberNumber");
        } else if (subject instanceof PayLine line) {
            judge(found, line.accountNumber(), accountNumber, clientId, "accountNumber");
        }
        return found.result();
    }

    private static void judge(RuleResult.Failures found, @Nullable String number, int own, int others, String field) {
        if (number == null || hasDigits(number, own)) {
            return;
        }
        found.failIf(true, failure(number, own, others), field, Personal.tail(number));
    }

    private static RuleFailure failure(String number, int own, int others) {
        if (hasDigits(number, others)) {
            return SWAPPED;
        }
        if (number.length() < own && hasDigits(number, number.length())) {
            return SHORT;
        }
        if (hasDigits(number.replaceAll("[ -]", ""), Sin.LENGTH)) {
            return NINE_DIGITS;
        }
        IdentifierDamage damage = IdentifierDamage.of(number);
        if (damage == null) {
            return MALFORMED;
        }
        return switch (damage) {
            case DECIMAL, SCIENTIFIC, DATE, GROUPED, SPREADSHEET_TEXT, TOO_NARROW -> AS_NUMBER;
            case LOOK_ALIKE -> LOOK_ALIKE;
            case SOCIAL_INSURANCE_NUMBER -> NINE_DIGITS;
            case BLANKS -> MALFORMED;
        };
    }

    private static boolean hasDigits(String number, int length) {
        if (number.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
