// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** PORT-13: a trade qualifier has completed no Ontario apprenticeship in the trade. */
public final class TradeQualifier implements Rule<Certificate> {

    private static final RuleFailure APPRENTICED = RuleFailure.hold(
            "The certificate is reported as based on trade equivalency, but an Ontario"
                    + " apprenticeship in the trade was completed. Check the route to the certificate.",
            "Le certificat est déclaré fondé sur l'équivalence, mais un apprentissage du métier"
                    + " a été achevé en Ontario. Vérifiez la voie d'obtention du certificat.");

    private static final Declaration DECLARED = Declaration.of(
                    "PORT-13",
                    "A trade qualifier is not certified in the trade and has not completed an Ontario apprenticeship.",
                    "Un candidat à la qualification n'est pas accrédité dans le métier et n'a pas achevé d'apprentissage"
                            + " en Ontario.",
                    Source.PORTAL.at(
                            "Skilled Trades Ontario's Trade Qualifier application process",
                            "who are not already certified in a trade and have not completed an Ontario apprenticeship"))
            .on(Certificate.class)
            .reads("route", "type", "programmeCompletedOn")
            .failures(APPRENTICED);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.route() != Certificate.Route.TRADE_EQUIVALENCY || !"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "the certificate was not obtained through a trade equivalency assessment in Ontario",
                    "le certificat n'a pas été obtenu par une évaluation d'équivalence en Ontario");
        }
        return certificate.type() == Certificate.Type.CA
                ? RuleResult.fails(APPRENTICED, "type", certificate.type())
                : new RuleResult.Failures()
                        .failIf(
                                certificate.programmeCompletedOn() != null,
                                APPRENTICED,
                                "programmeCompletedOn",
                                certificate.programmeCompletedOn())
                        .result();
    }

    /**
     * Judges what there is of a person in one trade: a certificate of apprenticeship contradicts one by equivalency, and
     * so does an apprenticeship completed by the day it was issued.
     *
     * @param inTrade the certificates
     * @param agreements the agreements
     */
    public RuleResult judgeTogether(Collection<Certificate> inTrade, Collection<Registration> agreements) {
        List<Certificate> byEquivalency = inTrade.stream()
                .filter(certificate -> certificate.route() == Certificate.Route.TRADE_EQUIVALENCY
                        && certificate.type() != Certificate.Type.CA
                        && "ON".equals(certificate.issuingProvince()))
                .toList();
        boolean apprenticed = inTrade.stream()
                .anyMatch(certificate -> certificate.type() == Certificate.Type.CA
                        && certificate.route() != Certificate.Route.TRADE_EQUIVALENCY
                        && "ON".equals(certificate.issuingProvince()));
        boolean completed = agreements.stream()
                .map(TradeQualifier::completedOn)
                .flatMap(Optional::stream)
                .anyMatch(day -> byEquivalency.stream()
                        .map(Certificate::issuedOn)
                        .filter(Objects::nonNull)
                        .anyMatch(issued -> !day.isAfter(issued)));
        return !byEquivalency.isEmpty() && (apprenticed || completed)
                ? RuleResult.fails(APPRENTICED, "route", null)
                : RuleResult.satisfied();
    }

    private static Optional<LocalDate> completedOn(Registration agreement) {
        LocalDate said = agreement.status() == Registration.Status.COMPLETED ? agreement.statusOn() : null;
        return Optional.ofNullable(agreement.completionRequirementsMetOn()).or(() -> Optional.ofNullable(said));
    }
}
