package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.attc.ClaimFacts;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the claim of an employer, agreement and taxation year rests on, as it stands now; for reading only. */
@Component
public class ClaimEvidence {

    private final ClaimReconciliation claims;

    ClaimEvidence(ClaimReconciliation claims) {
        this.claims = claims;
    }

    /**
     * The facts of a claim and where they lie.
     *
     * @param facts the facts, as reconciliation would compute the claim from them
     * @param registration where the standing registration lies
     * @param original where the first document of the chain lies, null when there is no other or it has not come
     * @param lines where the pay lines lie, in the order of the facts
     */
    public record Standing(
            ClaimFacts facts, RecordAddress registration, RecordAddress original, List<RecordAddress> lines) {}

    /** What the claim of a key rests on; nothing while its registration or every pay line is missing. */
    public Optional<Standing> of(String claimKey) {
        return claims.inputs(claimKey)
                .map(inputs -> new Standing(
                        inputs.facts(),
                        inputs.registration().address(),
                        inputs.original() == null ? null : inputs.original().address(),
                        inputs.lines().stream().map(StandingRecord::address).toList()));
    }
}
