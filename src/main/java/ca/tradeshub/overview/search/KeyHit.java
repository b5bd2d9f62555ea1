// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import org.jspecify.annotations.Nullable;

/**
 * A key of a queue that was found.
 *
 * @param queue the queue
 * @param recordKey the key; the number of a person is masked
 * @param state the state of its decision
 * @param version the version of its last message, 0 when none was made
 * @param messageId its last message, null when none was made
 */
public record KeyHit(String queue, String recordKey, String state, int version, @Nullable String messageId) {}
