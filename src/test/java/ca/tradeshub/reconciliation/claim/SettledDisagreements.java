// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolutions in force on disagreements of a key, for deciders that are tested alone. */
final class SettledDisagreements {

    private SettledDisagreements() {}

    /** Only this disagreement is settled. */
    static ResolvedBases.Known by(
            ResolvedBases bases, String key, Disagreement disagreement, ResolutionKind kind, @Nullable String chosen) {
        Resolution resolution = new Resolution(
                1,
                1,
                kind,
                bases.basis(key, disagreement),
                chosen,
                "",
                "ana",
                Instant.EPOCH,
                false,
                null,
                null,
                null,
                null);
        ResolvedBases.Known known = bases.assuming(List.of(resolution)).known();
        known.on(key, disagreement);
        known.learn();
        return known;
    }
}
