// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * PORT-04: a certificate of qualification issued by the government before 2013-04-08 and not registered after that day
 * has not been transferred. One issued on that day or later by the college without a later registration is a case that
 * the page does not cover: a person decides (interpretation C20). Issue and registration are two dates; neither
 * replaces the other (C32).
 */
public final class Transferred implements Rule<Certificate> {

    private static final RuleFailure GAP = RuleFailure.hold(
            "The certificate was issued on or after 2013-04-08 but not registered after that"
                    + " date. The portal page does not cover this case. Decide whether the information was"
                    + " transferred.",
            "Le certificat a été délivré le 8 avril 2013 ou après, mais n'a pas été enregistré"
                    + " après cette date. La page du portail ne prévoit pas ce cas. Décidez si les données"
                    + " ont été transférées.");
    private static final RuleFailure NOT_TRANSFERRED = RuleFailure.info(
            "The certificate was issued before 2013-04-08 and not registered after that date."
                    + " Its information was not transferred.",
            "Le certificat a été délivré avant le 8 avril 2013 et n'a pas été enregistré après"
                    + " cette date. Ses données n'ont pas été transférées.");

    private static final Declaration DECLARED = Declaration.of(
                    "PORT-04",
                    "A certificate of qualification registered after 2013-04-08 has been transferred; a"
                            + " certificate issued before that date and not registered after it has not.",
                    "Un certificat de qualification enregistré après le 8 avril 2013 a été transféré;"
                            + " celui qui a été délivré avant cette date et n'a pas été enregistré après ne l'a pas"
                            + " été.",
                    Source.PORTAL.at(
                            "If you have a Certificate of Qualification that was issued by the Ontario government",
                            "issued by the Ontario government before April 8, 2013, and it was not registered after that"
                                    + " date"))
            .beyondText(
                    "For these certificates the page lists steps for the holder. That their information has not been transferred is an interpretation.",
                    "Pour ces certificats, la page énumère des étapes à suivre par le titulaire. Que leurs données n'ont pas été transférées est une interprétation.")
            .on(Certificate.class)
            .reads("type", "issuingProvince", "issuedOn", "registeredOn")
            .restsOn("C20", "C32")
            .failures(GAP, NOT_TRANSFERRED);

    private final LocalDate after;
    private final Dated<String> carriedOver;
    private final boolean gapHolds;

    /** The rule with the law's day. */
    public Transferred(Law law) {
        this.after = law.dates("portal.transferred.after").last().value();
        this.carriedOver = law.texts("portal.carried-over");
        this.gapHolds = law.interpretation("C20").is("gap-holds");
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.type() != Certificate.Type.CQ || !"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "this is not an Ontario certificate of qualification",
                    "ce n'est pas un certificat de qualification de l'Ontario");
        }
        LocalDate issued = certificate.issuedOn();
        if (issued == null) {
            return RuleResult.unknown("issuedOn");
        }
        if (!carriedOver.covers(issued)) {
            return RuleResult.notApplicable(
                    "Skilled Trades Ontario issued the certificate",
                    "Métiers spécialisés Ontario a délivré le certificat");
        }
        LocalDate registered = certificate.registeredOn();
        if (registered != null && registered.isAfter(after)) {
            return RuleResult.satisfied();
        }
        return issued.isBefore(after) || !gapHolds
                ? RuleResult.fails(NOT_TRANSFERRED, "registeredOn", registered)
                : RuleResult.fails(GAP, "registeredOn", registered);
    }
}
