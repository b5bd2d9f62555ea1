// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a comparison of two records by their persons needs: the evidence of each, the basis of their contradiction, and
 * the contradictions that persons accepted.
 */
record PersonsCompared(
        PersonComparison comparison, PersonEvidences evidences, IdentityBasis basis, ResolvedBases resolutions) {

    private static final Set<ResolutionKind> ACCEPTING = EnumSet.of(ResolutionKind.ACCEPT, ResolutionKind.LINK);

    PersonsCompared(PersonComparison comparison, SinProtection sins, ResolvedBases resolutions) {
        this(comparison, new PersonEvidences(sins), new IdentityBasis(sins), resolutions);
    }

    /** The same with other resolutions in force. */
    PersonsCompared resolvedBy(ResolvedBases others) {
        return new PersonsCompared(comparison, evidences, basis, others);
    }

    /** Those of some bases on which a person decided that both records are of one person, or count as such. */
    Set<String> accepted(Collection<String> bases) {
        Set<String> accepted = new TreeSet<>();
        resolutions.inForce(bases).forEach((basisOf, resolution) -> {
            if (ACCEPTING.contains(resolution.kind())) {
                accepted.add(basisOf);
            }
        });
        return accepted;
    }
}
