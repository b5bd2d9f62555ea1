// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.DecisionEffects.ExceptionChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Opens and closes the exceptions of decided keys, and parks the keys whose message does not follow its contract. */
@Component
class KeyExceptions {

    private static final String STEP = "contract";

    private final ExceptionCases exceptions;
    private final Parking parking;

    KeyExceptions(ExceptionCases exceptions, Parking parking) {
        this.exceptions = exceptions;
        this.parking = parking;
    }

    /**
     * Makes changes, in the caller's transaction. A key has at most one of each kind; what is open is known before others
     * are closed.
     */
    void apply(List<ExceptionChange> changes) {
        List<ExceptionCases.Opening> openings = new ArrayList<>();
        Map<ExceptionSubject, List<Disagreement>> closings = new LinkedHashMap<>();
        for (ExceptionChange change : changes) {
            if (change instanceof ExceptionChange.Open open) {
                openings.add(new ExceptionCases.Opening(
                        ExceptionSubject.ofKey(open.recordKey()), open.disagreements(), open.records()));
            } else if (change instanceof ExceptionChange.CloseOthers close) {
                closings.put(ExceptionSubject.ofKey(close.recordKey()), close.open());
            } else if (change instanceof ExceptionChange.Park park) {
                parking.park(STEP, reference(park.verdict()), park.cause());
            } else if (change instanceof ExceptionChange.Unpark unpark) {
                parking.close(STEP, reference(unpark.verdict()));
            }
        }
        exceptions.open(openings);
        exceptions.closeOthers(closings);
    }

    /** Names the key without quoting it. */
    private static String reference(Verdict verdict) {
        return ParkedWork.DECISION
                + Sha256.hex(verdict.queue().queueName() + "\n" + verdict.recordKey())
                        .substring(0, 16);
    }
}
