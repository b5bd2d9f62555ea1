// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Verdicts with what persons completed outside the hub. */
public final class ResolvedVerdicts {

    private ResolvedVerdicts() {}

    /**
     * The verdicts, where the holds of keys that a person completed outside the hub send nothing, and a certificate that is
     * missing is not shown any more.
     */
    public static List<Verdict> of(List<Verdict> verdicts, ResolvedBases resolved) {
        Set<String> held = new TreeSet<>();
        verdicts.forEach(verdict -> held.addAll(bases(verdict, resolved)));
        Map<String, Resolution> found = resolved.inForce(held);
        return found.isEmpty()
                ? verdicts
                : verdicts.stream()
                        .map(verdict -> outside(verdict, bases(verdict, resolved), found))
                        .toList();
    }

    private static Verdict outside(Verdict verdict, List<String> bases, Map<String, Resolution> found) {
        boolean isOutside = bases.stream().anyMatch(basis -> {
            Resolution resolution = found.get(basis);
            return resolution != null && resolution.kind() == ResolutionKind.DONE_OUTSIDE;
        });
        if (!isOutside) {
            return verdict;
        }
        if (verdict instanceof Verdict.Publish publish) {
            return publish.withoutAwaited();
        }
        return verdict instanceof Verdict.Hold hold
                ? new Verdict.DoneOutside(
                        hold.queue(),
                        hold.recordKey(),
                        hold.groupId(),
                        ResolvedFindings.outside(hold.disagreements().get(0).finding()),
                        hold.held(),
                        hold.reach())
                : verdict;
    }

    /** What a verdict holds its key for, or shows with what it publishes, as bases. */
    static List<String> bases(Verdict verdict, ResolvedBases resolved) {
        return disagreements(verdict).stream()
                .map(each -> resolved.basis(verdict.recordKey(), each))
                .toList();
    }

    /**
     * The exceptions of a verdict on some bases, empty when it is not held for them.
     *
     * @param of the bases
     */
    static Optional<ExceptionCases.Opening> opening(Verdict verdict, ResolvedBases resolved, Set<String> of) {
        List<Disagreement> found = disagreements(verdict).stream()
                .filter(each -> of.contains(resolved.basis(verdict.recordKey(), each)))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExceptionCases.Opening(
                        ExceptionSubject.ofKey(verdict.recordKey()), found, records(verdict)));
    }

    private static Collection<RecordAddress> records(Verdict verdict) {
        if (verdict instanceof Verdict.Hold hold) {
            return hold.held();
        }
        Verdict.Awaited awaited = verdict instanceof Verdict.Publish publish ? publish.awaited() : null;
        return awaited == null ? List.of() : awaited.records();
    }

    /** What a verdict holds its key for, or shows with what it publishes. */
    private static List<Disagreement> disagreements(Verdict verdict) {
        if (verdict instanceof Verdict.Hold hold) {
            return hold.disagreements();
        }
        return verdict instanceof Verdict.Publish publish ? publish.overdue() : List.of();
    }
}
