// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.generator.career.ApprenticeHistory;
import ca.tradeshub.generator.college.Award;
import ca.tradeshub.generator.college.CertificateDraw;
import ca.tradeshub.generator.employer.TradeProfile;
import ca.tradeshub.generator.forecast.FinalState;
import ca.tradeshub.generator.forecast.MessageForecast;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.wire.CertificateSourceRegister;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Sends the certificates of the college and records the expected results. */
public final class CertificateFeed {

    private final YearRequest request;
    private final CertificateSourceRegister register;
    private final MessageForecast messages;
    private final CertificateDraw certificateDraw;
    private int left;

    public CertificateFeed(YearRequest request, CertificateSourceRegister register, MessageForecast messages) {
        this.request = request;
        this.register = register;
        this.messages = messages;
        this.certificateDraw = new CertificateDraw(request.seed(), request.generatedPeriod());
        this.left = request.size().certificates();
    }

    /** Returns whether all requested certificates are sent. */
    public boolean isDone() {
        return left == 0;
    }

    /** Sends the certificates of an apprentice; the message of the apprenticeship to the registry includes them. */
    public void send(ApprenticeHistory history) throws IOException {
        SeededRandom random = SeededRandom.of(request.seed(), "certificate", -1 - history.ordinal());
        for (Award award : certificateDraw.of(history)) {
            if (left > 0) {
                left--;
                register.send(written(award.certificate(), random), award.recordedOn(), FinalState.DELIVERED);
            }
        }
    }

    /**
     * Sends the certificates of a journeyperson, up to the requested number of certificates.
     *
     * @return the number of certificates sent
     */
    public int sendJourneyperson(long ordinal) throws IOException {
        SeededRandom random = SeededRandom.of(request.seed(), "certificate", ordinal);
        List<Award> held = certificateDraw.journeyperson(ordinal);
        List<Award> sent = held.subList(0, Math.min(left, held.size()));
        left -= sent.size();
        messages.newInYear();
        for (Award award : sent.subList(0, sent.size() - 1)) {
            register.send(written(award.certificate(), random), award.recordedOn(), FinalState.DELIVERED);
        }
        sendLast(sent.get(sent.size() - 1), sent.size() == 1, random);
        return sent.size();
    }

    private void sendLast(Award award, boolean isOnly, SeededRandom random) throws IOException {
        FaultInjection faultInjection = request.faultInjection();
        Certificate certificate = written(award.certificate(), random);
        Optional<RecordDefect> defect = faultInjection.rejection(RecordDefect.OF_CERTIFICATES, random);
        if (defect.isPresent()) {
            Certificate another = RecordVariants.withNumber(
                    certificate, "X" + certificate.number().substring(1));
            register.sendDefective(another, award.recordedOn(), defect.get());
        }
        if (isOnly && faultInjection.hits(FaultKind.WITHDRAWAL, random)) {
            Certificate mistaken =
                    RecordVariants.inTrade(certificate, otherTrade(certificate).code());
            register.send(mistaken, award.recordedOn(), FinalState.SUPERSEDED);
            register.sendAfterwards(certificate, FinalState.DELIVERED);
            messages.withdrawnAfterwards();
            messages.newAfterwards();
        } else if (faultInjection.hits(FaultKind.CORRECTION, random)) {
            register.send(certificate, award.recordedOn(), FinalState.SUPERSEDED);
            register.sendAfterwards(RecordVariants.withNewAddress(certificate), FinalState.DELIVERED);
            messages.amendedAfterwards();
        } else {
            register.send(certificate, award.recordedOn(), FinalState.DELIVERED);
            if (faultInjection.hits(FaultKind.DUPLICATE, random)) {
                register.sendAfterwards(certificate, FinalState.DUPLICATE);
            }
        }
    }

    private Certificate written(Certificate certificate, SeededRandom random) {
        return request.faultInjection().hits(FaultKind.NAME_ERROR, random)
                ? RecordVariants.withFamilyName(
                        certificate, NameVariation.of(certificate.familyName(), certificate.formerFamilyName(), random))
                : certificate;
    }

    private static TradeProfile otherTrade(Certificate certificate) {
        return TradeProfile.all().stream()
                .filter(trade -> trade.hasExamination() && !trade.code().equals(certificate.trade()))
                .findFirst()
                .orElseThrow();
    }
}
