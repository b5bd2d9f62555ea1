// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** FMT-03: a postal code has its form and is Ontario's; an apprentice may well live next door, so it only warns. */
public final class PostalCode implements Rule<CanonicalRecord> {

    private static final Pattern CODE =
            Pattern.compile("[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9]");
    private static final String ONTARIO = "KLMNP";

    private static final RuleFailure FORM = RuleFailure.warn(
            "The postal code is not valid. Its form is letter, digit, letter, digit, letter,"
                    + " digit. Correct the postal code.",
            "Le code postal n'est pas valide. Sa forme est lettre, chiffre, lettre, chiffre,"
                    + " lettre, chiffre. Corrigez le code postal.");
    private static final RuleFailure ELSEWHERE = RuleFailure.warn(
            "The postal code is not in Ontario. Check the address.",
            "Le code postal n'est pas en Ontario. Vérifiez l'adresse.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-03",
                    "A postal code has the form letter, digit, letter, digit, letter, digit; Ontario's"
                            + " postal codes begin with K, L, M, N or P.",
                    "Un code postal a la forme lettre, chiffre, lettre, chiffre, lettre, chiffre; ceux"
                            + " de l'Ontario commencent par K, L, M, N ou P.",
                    Source.INTERFACES.at("section 1.1, person"))
            .on(Registration.class, Certificate.class)
            .reads("person.postalCode", "postalCode")
            .failures(FORM, ELSEWHERE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        if (subject instanceof Registration registration) {
            return judge(registration.person().postalCode(), "person.postalCode");
        }
        return judge(((Certificate) subject).postalCode(), "postalCode");
    }

    private static RuleResult judge(@Nullable String code, String field) {
        if (code == null || code.isBlank()) {
            return RuleResult.notApplicable("the postal code is not stated", "le code postal n'est pas indiqué");
        }
        String upper = code.strip().toUpperCase(Locale.ROOT);
        if (!CODE.matcher(upper).matches()) {
            return RuleResult.fails(FORM, field, null);
        }
        return ONTARIO.indexOf(upper.charAt(0)) < 0
                ? RuleResult.fails(ELSEWHERE, field, upper.substring(0, 1))
                : RuleResult.satisfied();
    }
}
