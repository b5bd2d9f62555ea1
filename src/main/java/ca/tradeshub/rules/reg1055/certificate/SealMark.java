// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Compares the mark of the Interprovincial Standards Examination with the seal of the certificate. */
final class SealMark {

    private final Dated<BigDecimal> markAbove;
    private final RuleFailure undeserved;
    private final RuleFailure missing;

    /**
     * With the law's mark.
     *
     * @param undeserved when the certificate bears the seal and the mark is too low
     * @param missing when the mark suffices and the certificate does not bear the seal
     */
    SealMark(Law law, RuleFailure undeserved, RuleFailure missing) {
        this.markAbove = law.decimals("reg1055.seal.mark-above");
        this.undeserved = undeserved;
        this.missing = missing;
    }

    /** Judges a certificate by the mark that the law requires on a day. */
    RuleResult judge(Certificate certificate, LocalDate day) {
        BigDecimal mark = certificate.examinationMark();
        boolean seal = certificate.interprovincialSeal();
        if (mark == null) {
            return seal
                    ? RuleResult.unknown("examinationMark")
                    : RuleResult.notApplicable(
                            "the interprovincial examination was not written",
                            "l'examen interprovincial n'a pas été passé");
        }
        boolean deserved = mark.compareTo(markAbove.on(day).orElseThrow()) > 0;
        if (deserved == seal) {
            return RuleResult.satisfied();
        }
        return deserved
                ? RuleResult.fails(missing, "interprovincialSeal", mark)
                : RuleResult.fails(undeserved, "examinationMark", mark);
    }
}
