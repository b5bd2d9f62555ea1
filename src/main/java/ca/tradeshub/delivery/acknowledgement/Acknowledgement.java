package ca.tradeshub.delivery.acknowledgement;

import java.time.OffsetDateTime;

/**
 * A consumer's answer to one message ({@code acknowledgement/1}).
 *
 * @param messageId the message acknowledged
 * @param status what became of it at the consumer
 * @param reason why it was refused, null when not said
 * @param at when, by the consumer's clock
 */
public record Acknowledgement(String messageId, Status status, String reason, OffsetDateTime at) {

    /** What became of a message at its consumer. */
    public enum Status {
        /** It stands in the consumer's books. */
        POSTED,
        /** The consumer will not have it. */
        REFUSED
    }
}
