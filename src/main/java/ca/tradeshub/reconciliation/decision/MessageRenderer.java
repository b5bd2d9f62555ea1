// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

/** Writes message content under the consumers' contracts. Implemented by the package that owns the contracts. */
public interface MessageRenderer {

    /** The content as JSON, written once, for its digest and for the message. */
    RenderedContent content(MessageContent statement);

    /** The message that withdraws a key: an envelope alone, with no findings and no sources. */
    String withdrawal(Envelope envelope, OutgoingQueue queue);

    /** Content as JSON. */
    interface RenderedContent {

        /**
         * The content as text without an envelope. The same content gives the same text, which is compared to decide whether
         * an amendment is due.
         */
        String text();

        /**
         * The whole message: envelope and content.
         *
         * @throws ContractViolation when the message would not follow its contract
         */
        String in(Envelope envelope);
    }
}
