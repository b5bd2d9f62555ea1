// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * R1055-27.1: under which paragraphs of the list of fees a registration, an issue, an examination or a renewal falls.
 * The amounts are missing from the source text (interpretation C11) and no feed carries a fee, so the result gives only
 * the paragraph and the number of years.
 */
public final class FeeParagraph implements Rule<CanonicalRecord> {

    private static final RuleFailure LONG_EXPIRED = RuleFailure.info(
            "The certificate was renewed more than a year after its expiry. The fee is that of"
                    + " paragraph 4, with a part for each full year.",
            "Le certificat a été renouvelé plus d'un an après son expiration. Les droits sont"
                    + " ceux de la disposition 4, avec une part par année complète.");

    private static final Text PARAGRAPH_1 = new Text("paragraph 1", "disposition 1");
    private static final Text PARAGRAPH_2 = new Text("paragraph 2", "disposition 2");
    private static final Text PARAGRAPH_3 = new Text("paragraph 3", "disposition 3");
    private static final Text PARAGRAPH_6 = new Text("paragraph 6", "disposition 6");

    private static final String ID = "R1055-27.1";

    private final Reg1055Gates gates;
    private final LongExpired longExpired;
    private final Declaration declared;

    /** The rule with the law's year. */
    public FeeParagraph(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.longExpired = new LongExpired(law);
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "A fee is due for a contract (paragraph 1), a certificate without examination (2), a renewal (3),"
                                        + " a renewal after more than a year of expiry (4), an examination (6) and each"
                                        + " re-examination (7).",
                                "Des droits sont dus pour un contrat (disposition 1), un certificat sans examen (2), un"
                                        + " renouvellement (3), un renouvellement plus d'un an après l'expiration (4), un examen"
                                        + " (6) et chaque reprise (7).",
                                Source.REG_1055.at(
                                        "s. 27 (1)", "The fees payable under this Regulation are as follows"),
                                Source.REG_1055.at(
                                        "s. 27 (1)",
                                        "For renewing a certificate of qualification that has been expired for more than one year"))
                        .beyondText(
                                "The text at hand lists the fees without their numbers and amounts. The numbers follow their order; s. 27 (4) names paragraph 4.",
                                "Le texte disponible énumère les droits sans leurs numéros ni leurs montants. Les numéros suivent leur ordre; l'art. 27 (4) nomme la disposition 4.")
                        .on(Registration.class, Certificate.class)
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
                        .failures(LONG_EXPIRED));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        if (subject instanceof Registration registration) {
            return registration.registeredOn() == null
                    ? RuleResult.notApplicable(
                            "the registration date is not stated", "la date d'inscription n'est pas indiquée")
                    : gates.closed(registration, registration.registeredOn())
                            .orElseGet(() -> new RuleResult.Satisfied(PARAGRAPH_1));
        }
        Certificate certificate = (Certificate) subject;
        if (!"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "another province issued the certificate", "une autre province a délivré le certificat");
        }
        List<Text> paragraphs = paragraphs(certificate);
        if (renewed(certificate) && underParagraph4(certificate)) {
            return RuleResult.fails(
                    LONG_EXPIRED, "renewalAppliedOn", joined(paragraphs).en());
        }
        return paragraphs.isEmpty() ? noFee(certificate) : new RuleResult.Satisfied(joined(paragraphs));
    }

    private RuleResult noFee(Certificate certificate) {
        return Stream.of(certificate.issuedOn(), certificate.examinationPassedOn(), certificate.renewalAppliedOn())
                .filter(Objects::nonNull)
                .map(gates::older)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> RuleResult.notApplicable(
                        "no fee under section 27 applies on the dates of the certificate",
                        "aucun droit prévu à l'article 27 ne s'applique aux dates du certificat"));
    }

    private List<Text> paragraphs(Certificate certificate) {
        List<Text> found = new ArrayList<>();
        boolean written = certificate.examinationPassedOn() != null || certificate.sittingsFailed() > 0;
        if (certificate.type() == Certificate.Type.CQ && !written && open(certificate, certificate.issuedOn())) {
            found.add(PARAGRAPH_2);
        }
        if (written && open(certificate, examined(certificate))) {
            int again = certificate.examinationPassedOn() == null
                    ? certificate.sittingsFailed() - 1
                    : certificate.sittingsFailed();
            found.add(PARAGRAPH_6);
            if (again > 0) {
                found.add(new Text("paragraph 7, " + again + " times", "disposition 7, " + again + " fois"));
            }
        }
        LocalDate expired = RenewalDate.expiry(certificate);
        LocalDate applied = certificate.renewalAppliedOn();
        if (renewed(certificate) && expired != null && applied != null) {
            found.add(underParagraph4(certificate) ? paragraph4(LongExpired.fullYears(expired, applied)) : PARAGRAPH_3);
        }
        return found;
    }

    private boolean underParagraph4(Certificate certificate) {
        LocalDate applied = certificate.renewalAppliedOn();
        return applied != null && longExpired.isLongExpired(certificate) && longExpired.hasParagraph(applied);
    }

    private static Text paragraph4(int fullYears) {
        return new Text(
                "paragraph 4, " + fullYears + " full years", "disposition 4, " + fullYears + " années complètes");
    }

    private static Text joined(List<Text> paragraphs) {
        return new Text(
                paragraphs.stream().map(Text::en).collect(Collectors.joining("; ")),
                paragraphs.stream().map(Text::fr).collect(Collectors.joining("; ")));
    }

    private boolean renewed(Certificate certificate) {
        return RenewalDate.isRenewal(certificate)
                && RenewalDate.expiry(certificate) != null
                && open(certificate, certificate.renewalAppliedOn());
    }

    private boolean open(Certificate certificate, @Nullable LocalDate event) {
        return event != null && gates.closed(certificate, event).isEmpty();
    }

    private static @Nullable LocalDate examined(Certificate certificate) {
        return certificate.examinationPassedOn() != null ? certificate.examinationPassedOn() : certificate.issuedOn();
    }
}
