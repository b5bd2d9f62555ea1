// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.engine.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a claim, whether or not it is held or waits.
 *
 * @param registration the standing registration
 * @param original the first document of the chain, null when it is the same or was not received
 * @param lines the standing pay lines
 * @param warnings what a person settled before the claim could be computed
 */
record ClaimInputs(
        ClaimKey key,
        StandingRecord<Registration> registration,
        @Nullable StandingRecord<Registration> original,
        List<StandingRecord<PayLine>> lines,
        List<Finding> warnings,
        ClaimFacts facts) {

    ClaimInputs with(ClaimFacts.Context context) {
        return new ClaimInputs(key, registration, original, lines, warnings, facts.with(context));
    }

    /** The same with the lines that the employer paid the apprentice under other agreements. */
    ClaimInputs withPaid(List<ClaimFacts.Line> underOthers) {
        ClaimFacts.Context context = facts.context();
        return underOthers.isEmpty()
                ? this
                : with(new ClaimFacts.Context(
                        context.creditedBefore(),
                        Stream.concat(context.sameEmployer().stream(), underOthers.stream())
                                .toList(),
                        context.otherEmployers(),
                        context.certificates()));
    }
}
