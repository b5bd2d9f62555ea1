// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The decisions on keys as they would be with more resolutions. */
@Component
class PreviewedDecisions {

    private final AffectedKeys keys;
    private final Decisions decisions;
    private final ResolvedBases resolved;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final PreviewedStates states;
    private final StandingResolutions standing;

    PreviewedDecisions(
            AffectedKeys keys,
            Decisions decisions,
            ResolvedBases resolved,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            PreviewedStates states,
            StandingResolutions standing) {
        this.keys = keys;
        this.decisions = decisions;
        this.resolved = resolved;
        this.claims = claims;
        this.persons = persons;
        this.states = states;
        this.standing = standing;
    }

    /**
     * What would be decided.
     *
     * @param previewed the effects of the decisions
     * @param notSettling those of the resolutions that would not settle what they are made on
     * @param held what the decisions hold keys for although a resolution rejects it
     */
    record Result(Decisions.Previewed previewed, List<Resolution> notSettling, Held held) {

        /** The claims with a message of the tax credit that would be new or amended. */
        Set<String> releasedClaims() {
            return previewed.messages().stream()
                    .filter(message -> message.queue() == OutgoingQueue.TAX && message.kind() != Envelope.Kind.WITHDRAW)
                    .map(Decisions.PreviewedMessage::recordKey)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * What decisions hold keys for although a resolution rejects it: reconciliation rejects it before it decides again.
     *
     * @param bases what the resolutions apply to
     * @param openings the exceptions that would open
     * @param moves the records that would be held with their keys
     */
    record Held(Set<String> bases, List<ExceptionCases.Opening> openings, List<Decisions.PreviewedMove> moves) {}

    /**
     * The keys that are marked in the preview, decided with resolutions that are not made.
     *
     * @param ofPersons the effects of the verdicts on persons, on which those on claims are based
     */
    private record Verdicts(
            ResolvedBases bases, List<Verdict> onClaims, List<Verdict> onPersons, Decisions.Previewed ofPersons) {

        /** What keys are held for. */
        Set<String> heldBases() {
            return Stream.concat(onPersons.stream(), onClaims.stream())
                    .flatMap(verdict -> ResolvedVerdicts.bases(verdict, bases).stream())
                    .collect(Collectors.toSet());
        }
    }

    private Verdicts verdicts(Collection<Resolution> assumed) {
        ResolvedBases bases = resolved.assuming(assumed);
        Set<String> claimKeys = new TreeSet<>();
        Set<PersonIdentifier> identifiers = new TreeSet<>();
        for (AffectedKeys.DirtyKey key : keys.previewed()) {
            if (key.isClaim()) {
                claimKeys.add(key.key());
            } else {
                identifiers.add(PersonIdentifier.parse(key.key()));
            }
        }
        PersonReconciliation.Decided decided = persons.resolvedBy(bases).decide(identifiers);
        List<Verdict> onPersons = ResolvedVerdicts.of(decided.verdicts(), bases);
        Decisions.Previewed ofPersons = decisions.preview(onPersons, refusedAs(assumed, decided.current()));
        claimKeys.addAll(claims.decided(decided.agreements()));
        keys.withUnconfirmedSins(identifiers).values().forEach(claimKeys::addAll);
        return new Verdicts(
                bases,
                ResolvedVerdicts.of(
                        claims.over(states.after(ofPersons.moves()))
                                .resolvedBy(bases)
                                .linkedAs(decided.linked())
                                .decide(claimKeys),
                        bases),
                onPersons,
                ofPersons);
    }

    /**
     * Decides the keys that are marked in the preview, and again after what reconciliation would do then: a rejection makes
     * an older version count again, and a resolution in force may reject that too.
     */
    Result with(Collection<Resolution> assumed) {
        return with(assumed, changing -> {});
    }

    /**
     * The same.
     *
     * @param changing sees records before they change between the decisions, and after it
     */
    Result with(Collection<Resolution> assumed, Consumer<Collection<RecordAddress>> changing) {
        Result result = decide(assumed);
        while (true) {
            Set<RecordAddress> concerned = new LinkedHashSet<>();
            result.previewed().moves().forEach(move -> concerned.addAll(move.records()));
            changing.accept(concerned);
            Set<RecordAddress> changed = standing.preview(assumed, result.held());
            if (changed.isEmpty()) {
                return result;
            }
            concerned.addAll(changed);
            changing.accept(concerned);
            result = decide(assumed);
        }
    }

    private Result decide(Collection<Resolution> assumed) {
        Verdicts verdicts = verdicts(assumed);
        Decisions.Previewed ofPersons = verdicts.ofPersons();
        Decisions.Previewed ofClaims = decisions.preview(
                verdicts.onClaims(),
                refusedAs(
                        assumed,
                        decisions.byKey(
                                OutgoingQueue.TAX,
                                verdicts.onClaims().stream()
                                        .map(Verdict::recordKey)
                                        .toList())));
        List<Decisions.PreviewedMove> moves = new ArrayList<>(ofPersons.moves());
        moves.addAll(ofClaims.moves());
        List<Decisions.PreviewedMessage> messages = new ArrayList<>(ofPersons.messages());
        messages.addAll(ofClaims.messages());
        return new Result(
                new Decisions.Previewed(moves, messages), notSettling(verdicts, assumed), rejected(verdicts, moves));
    }

    private static Held rejected(Verdicts verdicts, List<Decisions.PreviewedMove> moves) {
        Set<String> bases = verdicts.bases().inForce(verdicts.heldBases()).values().stream()
                .filter(resolution -> resolution.kind() == ResolutionKind.REJECT)
                .map(Resolution::basis)
                .collect(Collectors.toSet());
        List<ExceptionCases.Opening> openings = Stream.concat(
                        verdicts.onPersons().stream(), verdicts.onClaims().stream())
                .flatMap(verdict -> ResolvedVerdicts.opening(verdict, verdicts.bases(), bases).stream())
                .toList();
        Set<String> keys = openings.stream().map(each -> each.subject().text()).collect(Collectors.toSet());
        return new Held(
                bases,
                openings,
                moves.stream()
                        .filter(move -> move.to() == RecordState.HELD
                                && move.heldWith() != null
                                && keys.contains(move.heldWith()))
                        .toList());
    }

    private static List<Resolution> notSettling(Verdicts verdicts, Collection<Resolution> assumed) {
        Set<String> held = verdicts.heldBases();
        return assumed.stream()
                .filter(each -> each.kind() != ResolutionKind.REJECT && held.contains(each.basis()))
                .toList();
    }

    private static Map<String, Decisions.Current> refusedAs(
            Collection<Resolution> assumed, Map<String, Decisions.Current> current) {
        Map<String, Decisions.Current> with = new TreeMap<>(current);
        for (Resolution each : assumed) {
            with.replaceAll(
                    (key, decision) -> decision.refused(decision.refusals().resolvedBy(each.basis(), each.kind())));
        }
        return with;
    }
}
