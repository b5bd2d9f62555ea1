package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Dated;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * R1055-27.1 and 27.4: under which paragraph the fee of a renewal falls. The amounts are missing from the source text
 * (reading C11), so only the kind and the count of years are told.
 */
public final class RenewalFee extends CertificateRule {

    private static final Fault LONG_EXPIRED = Fault.info(
            "Renewed after more than a year of expiry: the fee falls under paragraph 4, with a part for each full year.",
            "Renouvelé plus d'un an après l'expiration : les droits relèvent de la disposition 4, avec une part par année"
                    + " complète.");

    private final Dated<Integer> expiredYears;

    /** The rule with the law's year. */
    public RenewalFee(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-27.1",
                                "The fee of a renewal falls under paragraph 3, or under paragraph 4 when the certificate"
                                        + " has been expired for more than one year.",
                                "Les droits de renouvellement relèvent de la disposition 3, ou de la disposition 4 lorsque"
                                        + " le certificat est expiré depuis plus d'un an.",
                                Source.REG_1055.at(
                                        "s. 27 (1)",
                                        "For renewing a certificate of qualification that has been expired for more than"
                                                + " one year"),
                                Source.REG_1055.at(
                                        "s. 27 (4)",
                                        "does not apply where the application for renewal is made on or before"))
                        .reads("priorExpiresOn", "renewalAppliedOn")
                        .faults(LONG_EXPIRED),
                "renewalAppliedOn",
                Certificate::renewalAppliedOn);
        this.expiredYears = law.integers("reg1055.fee.expired-years");
    }

    /**
     * The full years for which a paragraph 4 fee is due; zero when paragraph 3 applies.
     *
     * @param expiry expiry before the renewal
     * @param applied application
     */
    public int fullYearsExpired(LocalDate expiry, LocalDate applied) {
        boolean longExpired = expiredYears
                .on(applied)
                .map(years -> applied.isAfter(expiry.plusYears(years)))
                .orElse(false);
        return longExpired ? Math.toIntExact(ChronoUnit.YEARS.between(expiry, applied)) : 0;
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ
                && certificate.renewalAppliedOn() != null
                && certificate.priorExpiresOn() != null;
    }

    @Override
    Answer judgeInForce(Certificate certificate, LocalDate applied) {
        int years = fullYearsExpired(certificate.priorExpiresOn(), applied);
        return years == 0
                ? Answer.satisfied()
                : Answer.fails(LONG_EXPIRED, "renewalAppliedOn", years + " full years expired");
    }
}
