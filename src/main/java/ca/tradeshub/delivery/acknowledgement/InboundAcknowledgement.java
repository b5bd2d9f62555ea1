package ca.tradeshub.delivery.acknowledgement;

/** What came in on the queue of acknowledgements. */
public sealed interface InboundAcknowledgement {

    /** The user who sent it, as the broker authenticated him; empty when the broker named none. */
    String user();

    /** SHA-256 of the text, in hex: names the message without quoting it. */
    String digest();

    /**
     * An acknowledgement as the contract asks for.
     */
    record Readable(String user, String digest, Acknowledgement acknowledgement) implements InboundAcknowledgement {}

    /**
     * Anything else.
     *
     * @param problem what is wrong with it, without quoting it
     */
    record Unreadable(String user, String digest, String problem) implements InboundAcknowledgement {}
}
