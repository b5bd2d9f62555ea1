// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Stores the effects of verdicts, each table with one statement, in the caller's transaction. */
@Component
class DecisionStore {

    private final DecisionTable decisions;
    private final MessageLedger messages;
    private final KeyExceptions exceptions;
    private final RecordStates states;
    private final Findings findings;
    private final StateReasons reasons;
    private final SenderResponses responses;

    DecisionStore(
            DecisionTable decisions,
            MessageLedger messages,
            KeyExceptions exceptions,
            RecordStates states,
            Findings findings,
            StateReasons reasons,
            SenderResponses responses) {
        this.decisions = decisions;
        this.messages = messages;
        this.exceptions = exceptions;
        this.states = states;
        this.findings = findings;
        this.reasons = reasons;
        this.responses = responses;
    }

    /**
     * Adds to the effects the moves of records that a message is based on in addition although its content stays.
     *
     * @return the records of each such message
     */
    Map<String, List<RecordAddress>> complete(DecisionEffects effects) {
        return effects.completing(messages.lacking(effects.unchangedSources()));
    }

    /**
     * Stores the effects of verdicts.
     *
     * @param versions the versions they were decided under
     */
    void write(DecisionEffects effects, RuleSetVersion versions) {
        Map<String, List<RecordAddress>> lacking = complete(effects);
        states.lock(
                Stream.concat(effects.moves().values().stream().flatMap(List::stream), effects.newlyWaiting().stream())
                        .map(RecordAddress::fileId)
                        .distinct()
                        .toList());
        exceptions.apply(effects.exceptionChanges());
        StateMoves.of(effects.moves()).forEach(this::move);
        effects.rejections().forEach(this::writeFindings);
        reasons.write(effects.verdicts());
        effects.newlyWaiting().stream()
                .map(RecordAddress::fileId)
                .distinct()
                .sorted()
                .forEach(responses::due);
        decisions.write(effects.decisions(), versions.rules(), effects.now());
        messages.complete(lacking);
        messages.add(effects.newMessages(), versions, effects.now());
    }

    private void move(StateMoves moves) {
        if (moves.isWithKeys()) {
            states.moveEach(moves.withKeys(), moves.move());
        } else {
            states.move(moves.records(), moves.move());
        }
    }

    /** Stores the findings of rejected records, so that the rejection pack returns them to the sender. */
    private void writeFindings(Verdict.Reject reject) {
        findings.removeRejections(reject.restored());
        findings.add(reject.rejected().entrySet().stream()
                .map(each -> new Findings.Found(each.getKey(), each.getValue()))
                .toList());
    }
}
