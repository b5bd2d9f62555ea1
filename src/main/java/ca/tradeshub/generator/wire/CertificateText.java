// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Certificate;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formats certificates as lines of 240 characters (interface agreements, section 1.2). */
final class CertificateText {

    /** Characters per line. */
    static final int WIDTH = 240;

    /** Offset of the birth date, from 0. */
    static final int BIRTH_DATE = 102;

    /** Offset of the certificate type, from 0. */
    static final int TYPE = 120;

    private static final String NO_DATE = "00000000";

    private static final Map<Certificate.MemberClass, String> CLASSES = Map.of(
            Certificate.MemberClass.APPRENTICE, "A",
            Certificate.MemberClass.JOURNEYPERSON_CANDIDATE, "C",
            Certificate.MemberClass.JOURNEYPERSON, "J",
            Certificate.MemberClass.TRADESPERSON, "T");
    private static final Map<Certificate.Status, String> STATUSES = Map.of(
            Certificate.Status.IN_FORCE, "I",
            Certificate.Status.EXPIRED, "E",
            Certificate.Status.SUSPENDED, "S",
            Certificate.Status.REVOKED, "R",
            Certificate.Status.CANCELLED, "C");
    private static final Map<Certificate.Route, String> ROUTES = Map.of(
            Certificate.Route.APPRENTICESHIP, "AP",
            Certificate.Route.TRADE_EQUIVALENCY, "TQ",
            Certificate.Route.OTHER_PROVINCE, "OP",
            Certificate.Route.MILITARY, "MI",
            Certificate.Route.LICENSED_TRADE_SCHOOL, "SC",
            Certificate.Route.ALTERNATE_PROGRAMME, "AL");

    private final Windows1252 letters = new Windows1252();
    private final StringBuilder line = new StringBuilder(WIDTH);

    /** Returns the line of a certificate, without its terminator. */
    String of(Certificate certificate) {
        line.setLength(0);
        line.append("DTL");
        text(certificate.memberNumber(), 8);
        text(CLASSES.get(certificate.memberClass()), 1);
        text(certificate.familyName(), 30);
        text(certificate.givenNames(), 30);
        text(certificate.formerFamilyName(), 30);
        date(certificate.birthDate());
        text(certificate.postalCode(), 6);
        text(certificate.trade().value(), 4);
        text(certificate.type().name(), 2);
        text(certificate.number(), 10);
        date(certificate.issuedOn());
        date(certificate.registeredOn());
        date(certificate.renewalAppliedOn());
        date(certificate.renewedOn());
        date(certificate.expiresOn());
        text(STATUSES.get(certificate.status()), 1);
        date(certificate.statusOn());
        text(mark(certificate), 5);
        text(certificate.interprovincialSeal() ? "Y" : "N", 1);
        text(ROUTES.get(certificate.route()), 2);
        text(certificate.issuingProvince(), 2);
        date(certificate.programmeCompletedOn());
        date(certificate.examinationPassedOn());
        number(certificate.sittingsFailed(), 2);
        date(certificate.coursesCompletedOn());
        date(certificate.priorExpiresOn());
        return filled();
    }

    /** Returns the header line. */
    String header(LocalDate created, int sequence) {
        line.setLength(0);
        line.append("HDROCOTCERT");
        date(created);
        number(sequence, 6);
        return filled();
    }

    /** Returns the trailer line. */
    String trailer(long records, long memberNumbers) {
        line.setLength(0);
        line.append("TRL");
        number(records, 9);
        number(memberNumbers, 12);
        return filled();
    }

    private static @Nullable String mark(Certificate certificate) {
        return certificate.examinationMark() == null
                ? null
                : padded(certificate.examinationMark().unscaledValue().longValueExact(), 5);
    }

    private String filled() {
        line.append(" ".repeat(WIDTH - line.length()));
        return line.toString();
    }

    private void date(@Nullable LocalDate day) {
        line.append(day == null ? NO_DATE : DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }

    private void number(long value, int width) {
        line.append(padded(value, width));
    }

    private static String padded(long value, int width) {
        String digits = Long.toString(value);
        return "0".repeat(width - digits.length()) + digits;
    }

    /** Appends text left-justified, cut to the width. */
    private void text(@Nullable String value, int width) {
        String folded = Objects.requireNonNullElse(letters.fold(value), "");
        int length = Math.min(width, folded.length());
        line.append(folded, 0, length).append(" ".repeat(width - length));
    }
}
