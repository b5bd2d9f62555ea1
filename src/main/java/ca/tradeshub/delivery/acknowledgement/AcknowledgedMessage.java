// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import org.jspecify.annotations.Nullable;

/**
 * A message that an acknowledgement is about.
 *
 * @param withdraws whether it withdraws its key
 * @param status how it was acknowledged before, null when it was not
 * @param isReplaced whether a newer message of its key was made since, so that nothing is left to settle
 */
record AcknowledgedMessage(
        long id,
        String messageId,
        String queue,
        String recordKey,
        boolean withdraws,
        @Nullable String status,
        boolean isReplaced) {

    boolean isPosted() {
        return Acknowledgement.Status.POSTED.name().equals(status);
    }
}
