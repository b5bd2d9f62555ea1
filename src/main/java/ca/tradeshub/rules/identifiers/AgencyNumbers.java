// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import org.jspecify.annotations.Nullable;

/**
 * FMT-05: the ministry's client id and the college's member or account number are different numbers, distinguished by
 * their length. The lengths come from single letters, so only a number in the other's field is looked at.
 */
public final class AgencyNumbers implements Rule<CanonicalRecord> {

    private static final RuleFailure SWAPPED = RuleFailure.hold(
            "This number has the length of the other agency's number. A client id has seven"
                    + " digits, an account or member number eight. Check whether the two numbers are"
                    + " interchanged.",
            "Ce numéro a la longueur de celui de l'autre organisme. Un numéro de client a sept"
                    + " chiffres, un numéro de compte ou de membre huit. Vérifiez si les deux numéros sont"
                    + " intervertis.");
    private static final RuleFailure UNUSUAL = RuleFailure.warn(
            "The form of this number is unusual. A client id has seven digits, an account or"
                    + " member number eight. Check the number.",
            "La forme de ce numéro est inhabituelle. Un numéro de client a sept chiffres, un"
                    + " numéro de compte ou de membre huit. Vérifiez le numéro.");

    private final int clientId;
    private final int accountNumber;
    private final Declaration declared;

    /** The rule with the lengths expected. */
    public AgencyNumbers(Law law) {
        Dated<Integer> client = law.integers("client-id.digits");
        this.clientId = client.last().value();
        this.accountNumber = law.integers("account-number.digits").last().value();
        this.declared = Declaration.of(
                        "FMT-05",
                        "A client id has seven digits and an account or member number eight; neither is used"
                                + " in the field of the other.",
                        "Un numéro de client a sept chiffres et un numéro de compte ou de membre huit; aucun"
                                + " des deux n'est utilisé dans le champ de l'autre.",
                        Source.MINISTRY.at("registration page; membership letter"))
                .on(Registration.class, Certificate.class, PayLine.class)
                .reads("person.clientId", "person.accountNumber", "memberNumber", "accountNumber")
                .failures(SWAPPED, UNUSUAL);
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
        boolean swapped = hasDigits(number, others);
        found.failIf(swapped, SWAPPED, field, Personal.tail(number));
        found.failIf(!swapped, UNUSUAL, field, Personal.tail(number));
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
