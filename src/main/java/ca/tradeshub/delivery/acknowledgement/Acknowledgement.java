// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's acknowledgement of one message ({@code acknowledgement/1}).
 *
 * @param messageId the message acknowledged
 * @param status whether the consumer posted or refused it
 * @param reason why it was refused, null when not stated
 * @param at when, by the consumer's clock
 */
public record Acknowledgement(String messageId, Status status, @Nullable String reason, OffsetDateTime at) {

    /** The outcome of a message at its consumer. */
    public enum Status {
        /** The consumer posted it in its books. */
        POSTED,
        /** The consumer refused it. */
        REFUSED
    }
}
