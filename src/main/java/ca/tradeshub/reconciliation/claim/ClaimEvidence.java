// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.ClaimFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the current inputs of the claim of an employer, agreement and taxation year. */
@Component
public class ClaimEvidence {

    private final ClaimReconciliation claims;
    private final ResolvedBases resolved;

    ClaimEvidence(ClaimReconciliation claims, ResolvedBases resolved) {
        this.claims = claims;
        this.resolved = resolved;
    }

    /**
     * The facts of a claim and the addresses of their records.
     *
     * @param facts the facts from which reconciliation would compute the claim
     * @param registration the address of the standing registration
     * @param original the address of the first document of the chain, null when there is no other or it was not received
     * @param lines the addresses of the pay lines, in the order of the facts
     */
    public record Standing(
            ClaimFacts facts,
            RecordAddress registration,
            @Nullable RecordAddress original,
            List<RecordAddress> lines) {}

    /**
     * The resolutions in force that the decision on a claim uses now, also those that a person made on another claim with
     * the same disagreement.
     */
    public List<Resolution> resolutions(String claimKey) {
        Map<Long, Resolution> used = new TreeMap<>();
        claims.resolvedBy(resolved.reporting((key, resolution) -> {
                    if (key.equals(claimKey)) {
                        used.put(resolution.id(), resolution);
                    }
                }))
                .decide(List.of(claimKey));
        return List.copyOf(used.values());
    }

    /** The inputs of the claim of a key; empty while its registration or all its pay lines are missing. */
    public Optional<Standing> of(String claimKey) {
        return claims.inputs(claimKey)
                .map(inputs -> new Standing(
                        inputs.facts(),
                        inputs.registration().address(),
                        inputs.original() == null ? null : inputs.original().address(),
                        inputs.lines().stream().map(StandingRecord::address).toList()));
    }
}
