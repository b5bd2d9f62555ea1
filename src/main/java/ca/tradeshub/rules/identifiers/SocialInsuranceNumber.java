// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import org.jspecify.annotations.Nullable;

/** FMT-01: a social insurance number that is stated is one that can have been issued. */
public final class SocialInsuranceNumber implements Rule<CanonicalRecord> {

    private static final RuleFailure FAILS = RuleFailure.hold(
            "The social insurance number is not valid. It has nine digits, the first neither 0"
                    + " nor 8, with a valid check digit. Correct it or leave it out.",
            "Le numéro d'assurance sociale n'est pas valide. Il compte neuf chiffres, dont le"
                    + " premier n'est ni 0 ni 8, avec un chiffre de contrôle valide. Corrigez-le ou"
                    + " omettez-le.");
    private static final RuleFailure TEMPORARY = RuleFailure.warn(
            "A social insurance number that begins with 9 is temporary. Check its expiry date.",
            "Un numéro d'assurance sociale qui commence par 9 est temporaire. Vérifiez sa date d'expiration.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-01",
                    "A social insurance number has nine digits, the first neither 0 nor 8, and a valid check digit;"
                            + " one beginning with 9 is temporary.",
                    "Un numéro d'assurance sociale a neuf chiffres, le premier ni 0 ni 8, et un chiffre de contrôle"
                            + " valide; celui qui commence par 9 est temporaire.",
                    Source.CRA.at("social insurance number"))
            .on(Registration.class, PayLine.class)
            .reads("sin")
            .failures(FAILS, TEMPORARY);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        if (subject instanceof Registration registration) {
            return judge(registration.person().sin(), "person.sin");
        }
        return judge(((PayLine) subject).sin(), "sin");
    }

    private static RuleResult judge(@Nullable Sin sin, String field) {
        if (sin == null || sin.isNotProvided()) {
            return RuleResult.notApplicable(
                    "the social insurance number is not stated", "le numéro d'assurance sociale n'est pas indiqué");
        }
        if (!sin.isValid()) {
            return RuleResult.fails(FAILS, field, sin);
        }
        return sin.isTemporary() ? RuleResult.fails(TEMPORARY, field, sin) : RuleResult.satisfied();
    }
}
