// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.awaited;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds completed apprenticeships of which no certificate has arrived. A registration never waits for a certificate
 * (interface agreements, section 6): its message is sent, and after the limit an exception that holds nothing is shown.
 */
@Component
public class MissingCertificates {

    private static final Messages MESSAGES = Messages.of(MissingCertificates.class);

    private final TradeRegister trades;
    private final ReconciliationSettings settings;
    private final Clock clock;

    MissingCertificates(TradeRegister trades, ReconciliationSettings settings, Clock clock) {
        this.trades = trades;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The certificate that is missing, null when none is. Of several completed agreements the one that arrived first counts.
     *
     * @param agreements the agreements of a person in a trade
     * @param certificates the certificates of the person
     */
    public Verdict.@Nullable Awaited of(
            List<StandingRecord<Registration>> agreements, List<StandingRecord<Certificate>> certificates) {
        List<StandingRecord<Registration>> completed = agreements.stream()
                .filter(agreement -> agreement.content().status() == Registration.Status.COMPLETED)
                .filter(agreement -> certificates.stream()
                        .noneMatch(certificate -> trades.isSame(
                                certificate.content().trade(),
                                agreement.content().trade())))
                .toList();
        if (completed.isEmpty()) {
            return null;
        }
        Instant since = completed.stream()
                .map(StandingRecord::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        boolean isOverdue = since.plus(settings.counterpartLimit()).isBefore(clock.instant());
        return new Verdict.Awaited(
                since,
                isOverdue,
                missing(completed),
                completed.stream().map(StandingRecord::address).toList());
    }

    private Disagreement missing(List<StandingRecord<Registration>> completed) {
        List<ExceptionSide> sides = completed.stream()
                .map(agreement -> new ExceptionSide(
                        agreement.source().file(),
                        agreement.address(),
                        shown(agreement.content()),
                        ExceptionSide.choiceOf(agreement.address())))
                .toList();
        return new Disagreement(
                        ExceptionType.MISSING_CERTIFICATE,
                        StateReasons.agreed(
                                ExceptionType.MISSING_CERTIFICATE.name(),
                                Outcome.WARN,
                                MESSAGES.text(
                                        "missing-certificate",
                                        settings.counterpartLimit().toDays()),
                                null),
                        null)
                .withSides(sides)
                .withBasis(Bases.digest(
                        ExceptionType.MISSING_CERTIFICATE,
                        null,
                        sides.stream().map(ExceptionSide::value).sorted().toArray(String[]::new)));
    }

    /** The agreement as it is shown, without personal data. */
    private static String shown(Registration agreement) {
        return agreement.agreementNumber() + ", " + agreement.trade() + ": " + agreement.status() + " "
                + Objects.toString(agreement.statusOn(), "-");
    }
}
