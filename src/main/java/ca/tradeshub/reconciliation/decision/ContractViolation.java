// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.util.List;
import java.util.stream.Collectors;

/** A message that would not follow its contract. It is a fault of the hub's, and the message is not stored. */
public final class ContractViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Messages MESSAGES = Messages.of(ContractViolation.class);
    private static final int SHOWN = 5;

    private final transient Text text;

    /**
     * A violation.
     *
     * @param contract the contract
     * @param violations the places and the constraints, without any value
     */
    public ContractViolation(String contract, List<String> violations) {
        this(sentence(contract, violations));
    }

    private ContractViolation(Text text) {
        super(text.en());
        this.text = text;
    }

    private static Text sentence(String contract, List<String> violations) {
        List<String> different = violations.stream().distinct().toList();
        String first = different.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return MESSAGES.text(
                "contract", contract, different.size() > SHOWN ? first + "; … (" + different.size() + ")" : first);
    }

    /** The contract and the first violations, in both languages. */
    public Text text() {
        return text;
    }
}
