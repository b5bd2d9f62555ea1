// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.reg1055.certificate.CertificateRule;
import java.time.LocalDate;

/** R1055-27.4: paragraph 4 of the fees does not apply to applications of 1998-12-31 or before; paragraph 3 then does. */
public final class FeeBefore1999 extends CertificateRule {

    private static final RuleFailure NOT_YET = RuleFailure.info(
            "Paragraph 4 of the list of fees did not apply to this application. The fee is that of paragraph 3.",
            "La disposition 4 de la liste des droits ne s'appliquait pas à cette demande. Les"
                    + " droits sont ceux de la disposition 3.");

    private final LongExpired longExpired;

    /** The rule with the law's day. */
    public FeeBefore1999(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-27.4",
                                "Paragraph 4 of the list of fees does not apply where the application for renewal is"
                                        + " made on or before December 31, 1998.",
                                "La disposition 4 de la liste des droits ne s'applique pas aux demandes de"
                                        + " renouvellement faites au plus tard le 31 décembre 1998.",
                                Source.REG_1055.at(
                                        "s. 27 (4)",
                                        "Paragraph 4 of subsection (1) does not apply where the application for renewal is"
                                                + " made on or before December 31, 1998"))
                        .reads("priorExpiresOn", "renewalAppliedOn")
                        .failures(NOT_YET),
                "renewalAppliedOn",
                Certificate::renewalAppliedOn);
        this.longExpired = new LongExpired(law);
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return longExpired.isLongExpired(certificate);
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate applied) {
        return longExpired.hasParagraph(applied)
                ? RuleResult.satisfied()
                : RuleResult.fails(NOT_YET, "renewalAppliedOn", applied);
    }
}
