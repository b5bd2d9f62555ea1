// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.CanonicalRecord;
import java.util.List;
import java.util.Optional;

/**
 * A record with everything the rule book found on it.
 *
 * @param record the record, as judged
 * @param findings the findings that inform, warn, hold or reject, in the order of the rule book; rules that were
 *     satisfied or not applicable leave none
 * @param <R> the kind of record
 */
public record Judgement<R extends CanonicalRecord>(R record, List<Finding> findings) {

    public Judgement {
        findings = List.copyOf(findings);
    }

    /** The finding that decides the state of the record: the first of the severest that hold or reject, if any. */
    public Optional<Finding> deciding() {
        return findings.stream()
                .filter(finding -> finding.outcome().compareTo(Outcome.HOLD) >= 0)
                .reduce((first, next) -> next.outcome().compareTo(first.outcome()) > 0 ? next : first);
    }
}
