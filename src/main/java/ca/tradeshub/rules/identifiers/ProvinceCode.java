// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * FMT-09: a province is one of the codes of Canada's provinces and territories. The province of a certificate is a part
 * of its key, so that an unknown code would make a second key of one certificate.
 */
public final class ProvinceCode implements Rule<CanonicalRecord> {

    private static final RuleFailure UNKNOWN = RuleFailure.hold(
            "The province is not a two-letter code of a Canadian province or territory, for example ON. Correct the"
                    + " code.",
            "La province n'est pas un code de deux lettres d'une province ou d'un territoire du Canada, par exemple"
                    + " ON. Corrigez le code.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-09",
                    "A province is a two-letter code of a Canadian province or territory, in upper or lower case.",
                    "Une province est un code de deux lettres d'une province ou d'un territoire du Canada, en"
                            + " majuscules ou en minuscules.",
                    Source.INTERFACES.at("section 1.2, issuing province"))
            .on(Certificate.class, PayLine.class)
            .reads("issuingProvince", "workProvince")
            .failures(UNKNOWN);

    private final Set<String> provinces;

    /** The rule with the codes. */
    public ProvinceCode(Law law) {
        this.provinces = Set.copyOf(law.lists("province.codes").last().value());
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        return subject instanceof Certificate certificate
                ? judge(certificate.issuingProvince(), "issuingProvince")
                : judge(((PayLine) subject).workProvince(), "workProvince");
    }

    private RuleResult judge(@Nullable String province, String field) {
        if (province == null) {
            return RuleResult.notApplicable("the province is not stated", "la province n'est pas indiquée");
        }
        return provinces.contains(province) ? RuleResult.satisfied() : RuleResult.fails(UNKNOWN, field, province);
    }
}
