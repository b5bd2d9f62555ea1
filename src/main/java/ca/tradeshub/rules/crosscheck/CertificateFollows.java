// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * a certificate of apprenticeship is not older than the registration, a certificate of qualification not older
 * than the certificate of apprenticeship. Evaluated for Ontario certificates by the route of apprenticeship; those who
 * came by equivalency, from another province or the military needed no apprenticeship here.
 */
public final class CertificateFollows implements PersonRule {

    private static final RuleFailure BEFORE_REGISTRATION = RuleFailure.hold(
            "The certificate of apprenticeship was issued before the apprenticeship was"
                    + " registered. Check both dates.",
            "Le certificat d'apprentissage a été délivré avant l'inscription de"
                    + " l'apprentissage. Vérifiez les deux dates.");
    private static final Basis APPRENTICED =
            Source.REG_1055.at("s. 16 (1)", "is the holder of a certificate of apprenticeship in the trade");
    private static final RuleFailure BEFORE_APPRENTICESHIP = RuleFailure.hold(
                    "The certificate of qualification was issued before the certificate of"
                            + " apprenticeship. Check both dates.",
                    "Le certificat de qualification a été délivré avant le certificat d'apprentissage."
                            + " Vérifiez les deux dates.")
            .under(APPRENTICED);

    private static final Declaration DECLARED = Declaration.of(
                    "X-02",
                    "A certificate of apprenticeship is issued after the registration, and a certificate"
                            + " of qualification after the certificate of apprenticeship.",
                    "Le certificat d'apprentissage est délivré après l'inscription, et le certificat"
                            + " de qualification après le certificat d'apprentissage.",
                    Source.REG_1055.at("s. 14 (1)", "Where an apprentice has completed an apprentice training program"),
                    APPRENTICED)
            .beyondText(
                    "The sections state what precedes each certificate. The comparison of the dates is the hub's own rule.",
                    "Les articles disent ce qui précède chaque certificat. La comparaison des dates est une règle du centre.")
            .reads("registeredOn", "originalRegisteredOn", "issuedOn", "type", "route", "issuingProvince", "trade")
            .failures(BEFORE_REGISTRATION, BEFORE_APPRENTICESHIP);

    private final TradeRegister trades;

    /** The rule with the codes that name one trade. */
    public CertificateFollows(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(PersonFacts person, TradeCode trade) {
        List<Certificate> apprenticed = person.certificates().stream()
                .filter(certificate -> trades.isSame(certificate.trade(), trade))
                .filter(certificate -> certificate.route() == Certificate.Route.APPRENTICESHIP)
                .filter(certificate -> "ON".equals(certificate.issuingProvince()))
                .toList();
        Optional<LocalDate> registered = registered(person.registrations().stream()
                .filter(registration -> trades.isSame(registration.trade(), trade))
                .toList());
        Optional<LocalDate> completed = first(apprenticed, Certificate.Type.CA);
        Optional<LocalDate> qualified = first(apprenticed, Certificate.Type.CQ);
        return new RuleResult.Failures()
                .failIf(
                        before(completed, registered),
                        BEFORE_REGISTRATION,
                        "issuedOn",
                        shown(completed) + " < " + shown(registered))
                .failIf(
                        before(qualified, completed),
                        BEFORE_APPRENTICESHIP,
                        "issuedOn",
                        shown(qualified) + " < " + shown(completed))
                .result();
    }

    /** The first registration, empty when a later agreement does not state it. */
    private static Optional<LocalDate> registered(List<Registration> agreements) {
        boolean untold = agreements.stream().anyMatch(agreement -> agreement.statedOriginalRegisteredOn() == null);
        return untold
                ? Optional.empty()
                : agreements.stream()
                        .map(Registration::statedOriginalRegisteredOn)
                        .min(Comparator.naturalOrder());
    }

    private static Optional<LocalDate> first(List<Certificate> certificates, Certificate.Type type) {
        Stream<LocalDate> issued = certificates.stream()
                .filter(certificate -> certificate.type() == type)
                .map(Certificate::issuedOn);
        return issued.filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    private static boolean before(Optional<LocalDate> one, Optional<LocalDate> other) {
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
    }

    private static String shown(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("not stated");
    }
}
