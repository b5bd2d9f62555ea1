package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import ca.tradeshub.rules.gates.Reg1055InForce;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * R1055-27.1: under which paragraphs of the list of fees a registration, an issue, an examination or a renewal falls. The
 * amounts are missing from the source text (reading C11) and no feed carries a fee, so only the paragraph and the count
 * of years are told.
 */
public final class FeeParagraph implements Rule<CanonicalRecord> {

    private static final RuleFailure LONG_EXPIRED = RuleFailure.info(
            "Renewed after more than a year of expiry: the fee falls under paragraph 4, with a part for each full year.",
            "Renouvelé plus d'un an après l'expiration : les droits relèvent de la disposition 4, avec une part par année"
                    + " complète.");

    private final Reg1055Gates gates;
    private final LongExpired longExpired;
    private final Declaration declared;

    /** The rule with the law's year. */
    public FeeParagraph(Law law) {
        this.gates = new Reg1055Gates(law);
        this.longExpired = new LongExpired(law);
        this.declared = Declaration.of(
                        "R1055-27.1",
                        "A fee is due for a contract (paragraph 1), a certificate without examination (2), a renewal (3),"
                                + " a renewal after more than a year of expiry (4), an examination (6) and each"
                                + " re-examination (7).",
                        "Des droits sont dus pour un contrat (disposition 1), un certificat sans examen (2), un"
                                + " renouvellement (3), un renouvellement plus d'un an après l'expiration (4), un examen"
                                + " (6) et chaque reprise (7).",
                        Source.REG_1055.at("s. 27 (1)", "The fees payable under this Regulation are as follows"),
                        Source.REG_1055.at(
                                "s. 27 (1)",
                                "For renewing a certificate of qualification that has been expired for more than one year"))
                .on(Registration.class, Certificate.class)
                .during(law.texts(Reg1055InForce.VALUE))
                .reads(
                        "registeredOn",
                        "type",
                        "issuedOn",
                        "examinationPassedOn",
                        "sittingsFailed",
                        "priorExpiresOn",
                        "expiresOn",
                        "renewedOn",
                        "renewalAppliedOn")
                .restsOn("C11")
                .failures(LONG_EXPIRED);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        if (subject instanceof Registration registration) {
            return registration.registeredOn() == null
                    ? RuleResult.notApplicable("no day of registration")
                    : gates.closed(registration, registration.registeredOn())
                            .orElseGet(() -> RuleResult.satisfied("paragraph 1"));
        }
        Certificate certificate = (Certificate) subject;
        if (!"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable("another province's certificate");
        }
        List<String> paragraphs = paragraphs(certificate);
        boolean longAgo =
                renewed(certificate) && paragraphs.get(paragraphs.size() - 1).startsWith("paragraph 4");
        if (longAgo) {
            return RuleResult.fails(LONG_EXPIRED, "renewalAppliedOn", String.join("; ", paragraphs));
        }
        return paragraphs.isEmpty()
                ? RuleResult.notApplicable("no fee of its time")
                : RuleResult.satisfied(String.join("; ", paragraphs));
    }

    private List<String> paragraphs(Certificate certificate) {
        List<String> found = new ArrayList<>();
        boolean written = certificate.examinationPassedOn() != null || certificate.sittingsFailed() > 0;
        if (certificate.type() == Certificate.Type.CQ && !written && open(certificate, certificate.issuedOn())) {
            found.add("paragraph 2");
        }
        if (written && open(certificate, examined(certificate))) {
            int again = certificate.examinationPassedOn() == null
                    ? certificate.sittingsFailed() - 1
                    : certificate.sittingsFailed();
            found.add(again > 0 ? "paragraph 6; paragraph 7, " + again + " times" : "paragraph 6");
        }
        if (renewed(certificate)) {
            found.add(
                    longExpired.isLongExpired(certificate) && longExpired.hasParagraph(certificate.renewalAppliedOn())
                            ? "paragraph 4, " + LongExpired.fullYears(certificate) + " full years"
                            : "paragraph 3");
        }
        return found;
    }

    private boolean renewed(Certificate certificate) {
        return RenewalDate.isRenewal(certificate)
                && RenewalDate.expiry(certificate) != null
                && open(certificate, certificate.renewalAppliedOn());
    }

    private boolean open(Certificate certificate, LocalDate event) {
        return event != null && gates.closed(certificate, event).isEmpty();
    }

    private static LocalDate examined(Certificate certificate) {
        return certificate.examinationPassedOn() != null ? certificate.examinationPassedOn() : certificate.issuedOn();
    }
}
