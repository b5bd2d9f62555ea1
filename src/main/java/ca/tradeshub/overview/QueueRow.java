// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue with its messages on the broker and in the ledger.
 *
 * @param name the queue's name on the broker
 * @param depth messages on the broker, null when the broker does not answer
 * @param waiting messages made but not sent yet
 * @param waitingSince when the oldest of them was made, null when none waits
 * @param sent messages ever sent
 * @param posted messages the consumer has posted
 * @param refused messages the consumer has refused
 */
public record QueueRow(
        String name,
        @Nullable Long depth,
        long waiting,
        @Nullable Instant waitingSince,
        long sent,
        long posted,
        long refused) {}
