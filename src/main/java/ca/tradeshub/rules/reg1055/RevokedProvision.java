// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The common part of the revoked sections: they require nothing, and a document that cites one is flagged. */
abstract sealed class RevokedProvision extends RegistrationRule permits RevokedSection13, RevokedSection22 {

    private static final RuleFailure CITED = RuleFailure.warn(
            "The record cites a revoked section. Cite the section in force.",
            "L'enregistrement cite un article abrogé. Citez l'article en vigueur.");

    private final Pattern citing;

    RevokedProvision(Law law, String id, Text statement, Basis basis) {
        super(
                law,
                Declaration.of(id, statement.en(), statement.fr(), basis)
                        .reads("form", "programmeApproval", "creditEvidence")
                        .failures(CITED));
        String section = basis.citation().section().replaceAll("\\D", "");
        this.citing = Pattern.compile("(?:\\b(?:s|sec|section|art|article)\\b\\.?|§)\\s*" + section + "\\b");
    }

    @Override
    final RuleResult judgeInForce(Registration registration) {
        return Stream.of(registration.form(), registration.programmeApproval(), registration.creditEvidence())
                .filter(Objects::nonNull)
                .filter(text -> citing.matcher(text.toLowerCase(Locale.ROOT)).find())
                .findFirst()
                .map(text -> RuleResult.fails(CITED, null, text))
                .orElse(RuleResult.satisfied());
    }
}
