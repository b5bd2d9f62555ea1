// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.apprenticeship.Apprenticeships;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.apprenticeship.PayIdentity;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides the claims in which there is nothing to assess. Pure. */
final class UnassessedClaims {

    private static final Messages MESSAGES = Messages.of(UnassessedClaims.class);

    /** The limit in the basis of a missing registration, whatever the limit is. */
    private static final String FIRST_LIMIT = "30 days";

    private final Apprenticeships.Evidence evidence;
    private final ResolvedBases.Known known;
    private final Duration limit;
    private final Instant now;

    /**
     * The claims of some evidence.
     *
     * @param known the resolutions that are known
     * @param limit how long a claim waits for its registration, from the arrival of its oldest line on
     * @param now when the decisions are made
     */
    UnassessedClaims(Apprenticeships.Evidence evidence, ResolvedBases.Known known, Duration limit, Instant now) {
        this.evidence = evidence;
        this.known = known;
        this.limit = limit;
        this.now = now;
    }

    /** The verdict on a claim; empty when it is to be assessed. */
    Optional<Verdict> verdict(ClaimKey key) {
        List<StandingRecord<PayLine>> lines = evidence.lines().getOrDefault(key.text(), List.of());
        List<StandingRecord<PayLine>> standing =
                lines.stream().filter(StandingRecord::stands).toList();
        List<RecordAddress> addresses =
                standing.stream().map(StandingRecord::address).toList();
        // Before what holds single lines, so that a person sees both and decides them in any order.
        List<PayIdentity.Clash> clashes = evidence.clashes().getOrDefault(key.text(), List.of());
        if (!clashes.isEmpty()) {
            return Optional.of(heldLines(key, clashes, addresses));
        }
        if (standing.size() < lines.size()) {
            return Optional.of(waits(key, ExceptionType.RULE_HOLD, MESSAGES.text("waits.line"), addresses));
        }
        if (standing.isEmpty()) {
            return Optional.of(new Verdict.Withdraw(OutgoingQueue.TAX, key.text(), key.agreement()));
        }
        List<StandingRecord<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        if (versions.isEmpty()) {
            return Optional.of(withoutRegistration(key, standing, addresses));
        }
        if (versions.stream().anyMatch(version -> version.state() == RecordState.HELD)) {
            return Optional.of(
                    waits(key, ExceptionType.RULE_HOLD, MESSAGES.text("waits.held-registration"), addresses));
        }
        EmployerYears years = new EmployerYears(key, evidence.employerYears(), known);
        Finding against = years.against();
        if (against != null) {
            return Optional.of(
                    new Verdict.OutOfScope(OutgoingQueue.TAX, key.text(), key.agreement(), against, addresses));
        }
        List<Disagreement> disagreements = Stream.concat(
                        Stream.ofNullable(evidence.originals().get(key)), years.disagreements().stream())
                .toList();
        return disagreements.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Hold(
                        OutgoingQueue.TAX,
                        key.text(),
                        key.agreement(),
                        disagreements,
                        addresses,
                        Verdict.Hold.Reach.UNDELIVERED));
    }

    /** The lines of another person are held; the other lines of the claim wait for them. */
    private static Verdict heldLines(ClaimKey key, List<PayIdentity.Clash> clashes, List<RecordAddress> all) {
        List<RecordAddress> held =
                clashes.stream().flatMap(clash -> clash.lines().stream()).toList();
        Set<RecordAddress> clashing = Set.copyOf(held);
        return new Verdict.Hold(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                clashes.stream().map(PayIdentity.Clash::disagreement).toList(),
                held,
                Verdict.Hold.Reach.DELIVERED,
                all.stream().filter(line -> !clashing.contains(line)).toList());
    }

    private Verdict withoutRegistration(
            ClaimKey key, List<StandingRecord<PayLine>> standing, List<RecordAddress> addresses) {
        Instant since = standing.stream()
                .map(StandingRecord::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        if (since.plus(limit).isBefore(now)) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    List.of(missingRegistration(key, limit.toDays())),
                    addresses,
                    Verdict.Hold.Reach.UNDELIVERED);
        }
        return waits(
                key,
                ExceptionType.MISSING_REGISTRATION,
                MESSAGES.text("waits.registration", limit.toDays()),
                addresses);
    }

    private static Verdict.Wait waits(ClaimKey key, ExceptionType rule, Text why, List<RecordAddress> lines) {
        return new Verdict.Wait(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                StateReasons.agreed(rule.name(), Outcome.INFO, why, null),
                lines);
    }

    /** A registration that has not arrived: another wording or limit leaves what a person decided about it as it is. */
    private static Disagreement missingRegistration(ClaimKey key, long days) {
        ExceptionType type = ExceptionType.MISSING_REGISTRATION;
        return new Disagreement(
                        type,
                        StateReasons.agreed(
                                type.name(), Outcome.HOLD, MESSAGES.text("missing-registration", days), null),
                        null)
                .withBasis(Bases.digest(
                        type,
                        null,
                        key.text(),
                        FirstWording.ofAgreed("missing-registration").formatted(FIRST_LIMIT),
                        null,
                        null));
    }
}
