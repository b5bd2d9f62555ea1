// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import java.util.List;

/** A message that would not follow its contract. It is a fault of the hub's, and the message is not stored. */
public final class ContractViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> violations;

    /**
     * A violation.
     *
     * @param contract the contract
     * @param violations the places and the constraints, without any value
     */
    public ContractViolation(String contract, List<String> violations) {
        super("The message does not follow " + contract + ": "
                + String.join("; ", violations.stream().distinct().limit(5).toList()));
        this.violations = List.copyOf(violations);
    }

    /** The places and the constraints, without any value. */
    public List<String> violations() {
        return violations;
    }
}
