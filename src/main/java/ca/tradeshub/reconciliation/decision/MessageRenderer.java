// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

/** Writes message content under the consumers' contracts. Implemented by the package that owns the contracts. */
public interface MessageRenderer {

    /**
     * The content as JSON text without an envelope. The same content gives the same text, which is compared to decide
     * whether an amendment is due.
     */
    String content(MessageContent statement);

    /**
     * The whole message: envelope and content.
     *
     * @throws ContractViolation when the message would not follow its contract
     */
    String message(Envelope envelope, MessageContent statement);

    /** The message that withdraws a key: an envelope alone, with no findings and no sources. */
    String withdrawal(Envelope envelope, OutgoingQueue queue);
}
