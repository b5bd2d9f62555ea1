// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolved;

import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The resolutions in force on the disagreements that decisions find, by what disagrees. */
@Component
public class ResolvedBases {

    private final Resolutions resolutions;
    private final Bases bases;
    private final Map<String, Resolution> assumed;
    private final BiConsumer<String, Resolution> used;

    @Autowired
    ResolvedBases(Resolutions resolutions, Bases bases) {
        this(resolutions, bases, Map.of(), (recordKey, resolution) -> {});
    }

    private ResolvedBases(
            Resolutions resolutions,
            Bases bases,
            Map<String, Resolution> assumed,
            BiConsumer<String, Resolution> used) {
        this.resolutions = resolutions;
        this.bases = bases;
        this.assumed = assumed;
        this.used = used;
    }

    /** The same with more resolutions, which are not made yet. */
    public ResolvedBases assuming(Collection<Resolution> more) {
        Map<String, Resolution> byBasis = new HashMap<>();
        more.forEach(resolution -> byBasis.put(resolution.basis(), resolution));
        return new ResolvedBases(resolutions, bases, byBasis, used);
    }

    /** The same, which also reports each resolution that a decision uses, with the key of the decision. */
    public ResolvedBases reporting(BiConsumer<String, Resolution> use) {
        return new ResolvedBases(resolutions, bases, assumed, use);
    }

    /** Nothing known yet, for one batch of decisions. */
    public Known known() {
        return new Known();
    }

    /** The resolutions in force on these bases, by basis. */
    public Map<String, Resolution> inForce(Collection<String> of) {
        Map<String, Resolution> found = new HashMap<>(resolutions.inForce(of));
        of.forEach(basis -> {
            Resolution resolution = assumed.get(basis);
            if (resolution != null) {
                found.put(basis, resolution);
            }
        });
        return found;
    }

    /** Findings on a key, where those that a person accepted warn instead of holding. */
    public List<Finding> accepting(String recordKey, List<Finding> findings) {
        if (findings.stream().noneMatch(finding -> finding.outcome() == Outcome.HOLD)) {
            return findings;
        }
        Map<Finding, String> held = new HashMap<>();
        findings.stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD && !finding.unknown())
                .forEach(finding -> held.put(finding, bases.of(recordKey, hold(recordKey, finding))));
        Map<String, Resolution> found = inForce(held.values());
        found.values().forEach(resolution -> used.accept(recordKey, resolution));
        return findings.stream()
                .map(finding -> is(found.get(held.get(finding)), ResolutionKind.ACCEPT)
                        ? ResolvedFindings.accepted(finding)
                        : finding)
                .toList();
    }

    /**
     * What a person must settle about a finding that holds a key. One that lacks a certificate has the same basis as a hold
     * by the rule, so that a resolution applies whichever of the two it was made on.
     */
    public Disagreement hold(String recordKey, Finding finding) {
        Disagreement byRule = new Disagreement(ExceptionType.RULE_HOLD, finding, null);
        return finding.lacksCertificate()
                ? new Disagreement(ExceptionType.MISSING_CERTIFICATE, finding, null)
                        .withBasis(bases.of(recordKey, byRule))
                : byRule;
    }

    /** The basis of a disagreement about the key of a decision. */
    public String basis(String recordKey, Disagreement disagreement) {
        return bases.of(recordKey, disagreement);
    }

    private static boolean is(@Nullable Resolution resolution, ResolutionKind kind) {
        return resolution != null && resolution.kind() == kind;
    }

    /**
     * The resolutions that one batch of decisions has asked for. Decisions are made with what is known, and again when
     * there is more to know, so that a batch costs one statement.
     */
    public final class Known {

        private final Map<String, Optional<Resolution>> known = new HashMap<>();
        private final Set<String> unknown = new TreeSet<>();

        private Known() {}

        /** The resolution in force on a disagreement, null when it does not have one or it is not known yet. */
        public @Nullable Resolution on(String recordKey, Disagreement disagreement) {
            String basis = bases.of(recordKey, disagreement);
            Optional<Resolution> found = known.get(basis);
            if (found == null) {
                unknown.add(basis);
                return null;
            }
            found.ifPresent(resolution -> used.accept(recordKey, resolution));
            return found.orElse(null);
        }

        /** What a finding says, as it was first worded. */
        public String sentence(Finding finding) {
            return bases.sentence(finding);
        }

        /** What a person must settle about a finding that holds a key. */
        public Disagreement hold(String recordKey, Finding finding) {
            return ResolvedBases.this.hold(recordKey, finding);
        }

        /** Reads what was asked for; whether any of it is resolved, so that decisions must be made again. */
        public boolean learn() {
            List<String> reading = new ArrayList<>(unknown);
            unknown.clear();
            Map<String, Resolution> found = inForce(reading);
            reading.forEach(basis -> known.put(basis, Optional.ofNullable(found.get(basis))));
            return !found.isEmpty();
        }
    }
}
