package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import java.time.LocalDate;

/**
 * R1055-27.2 and 27.3: the date of renewal is an anniversary of the initial issue, the next after an application in
 * time, the last before a late one. The day of application itself counts (reading C8), the anniversary of 29 February
 * is the last day of February (C9), and an application more than a year early is looked at (C10).
 */
public final class DateOfRenewal extends CertificateRule {

    private static final Fault OTHER_DAY = Fault.hold(
            "The date of renewal is not the anniversary of the initial issue that the application leads to.",
            "La date de renouvellement n'est pas l'anniversaire de la délivrance initiale auquel mène la demande.");
    private static final Fault TOO_EARLY = Fault.hold(
            "The application was made more than a year before expiry; sections 23 and 27 then give different dates.",
            "La demande a été faite plus d'un an avant l'expiration; les articles 23 et 27 donnent alors des dates"
                    + " différentes.");

    /** The rule. */
    public DateOfRenewal(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-27.2/3",
                                "The date of renewal is the anniversary of the initial issuance that follows an"
                                        + " application in time or precedes a late one.",
                                "La date de renouvellement est l'anniversaire de la délivrance initiale qui suit une"
                                        + " demande faite à temps ou précède une demande tardive.",
                                Source.REG_1055.at(
                                        "s. 27 (2)",
                                        "that immediately follows the making of the application for renewal"),
                                Source.REG_1055.at(
                                        "s. 27 (3)",
                                        "that immediately precedes the making of the application for renewal"))
                        .reads("issuedOn", "priorExpiresOn", "renewalAppliedOn", "renewedOn")
                        .faults(OTHER_DAY, TOO_EARLY),
                "renewalAppliedOn",
                Certificate::renewalAppliedOn);
    }

    /**
     * The date of renewal.
     *
     * @param issued initial issue
     * @param expiry expiry before the renewal
     * @param applied application
     */
    public static LocalDate dateOfRenewal(LocalDate issued, LocalDate expiry, LocalDate applied) {
        LocalDate thatYear = issued.plusYears((long) applied.getYear() - issued.getYear());
        if (applied.isAfter(expiry)) {
            return thatYear.isAfter(applied) ? anniversary(issued, applied.getYear() - 1) : thatYear;
        }
        return thatYear.isBefore(applied) ? anniversary(issued, applied.getYear() + 1) : thatYear;
    }

    private static LocalDate anniversary(LocalDate issued, int year) {
        return issued.plusYears((long) year - issued.getYear());
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ && certificate.renewalAppliedOn() != null;
    }

    @Override
    Answer judgeInForce(Certificate certificate, LocalDate applied) {
        LocalDate issued = certificate.issuedOn();
        LocalDate expiry = certificate.priorExpiresOn();
        if (issued == null) {
            return Answer.unknown("issuedOn");
        }
        if (expiry == null) {
            return Answer.unknown("priorExpiresOn");
        }
        if (applied.isBefore(expiry.minusYears(1))) {
            return Answer.fails(TOO_EARLY, "renewalAppliedOn", applied + ", expiry " + expiry);
        }
        if (certificate.renewedOn() == null) {
            return Answer.unstated("renewedOn");
        }
        LocalDate due = dateOfRenewal(issued, expiry, applied);
        return due.equals(certificate.renewedOn())
                ? Answer.satisfied()
                : Answer.fails(OTHER_DAY, "renewedOn", certificate.renewedOn() + " instead of " + due);
    }
}
