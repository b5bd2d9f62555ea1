// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a queue received about a key.
 *
 * @param queue the queue
 * @param key the key
 * @param asOf the Ontario calendar date of the question: the end of that day
 * @param versions all versions, the newest first, those sent later among them
 * @param resolutions the resolutions that were in force at the end of the day, the oldest first
 */
public record KeyHistory(
        String queue, String key, LocalDate asOf, List<KeyVersion> versions, List<HistoryResolution> resolutions) {

    /** The version that the consumer had at the end of the day; nothing when it had none. */
    public Optional<KeyVersion> inForce() {
        return versions.stream().filter(KeyVersion::inForce).findFirst();
    }
}
