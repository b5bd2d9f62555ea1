package ca.tradeshub.reconciliation.decision;

/** Writes statements in the consumers' contracts. Implemented by the package that owns the contracts. */
public interface MessageRenderer {

    /**
     * The content of a statement as JSON text without an envelope: same statement, same text. What is compared to tell
     * whether an amendment is due.
     */
    String content(MessageContent statement);

    /** The whole message: envelope and content. */
    String message(Envelope envelope, MessageContent statement);

    /** The message that withdraws a key: an envelope alone, with no findings and no sources. */
    String withdrawal(Envelope envelope, OutgoingQueue queue);
}
