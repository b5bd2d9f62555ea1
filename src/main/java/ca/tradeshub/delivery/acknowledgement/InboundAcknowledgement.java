// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.canonical.Text;

/** A message received on the queue of acknowledgements. */
public sealed interface InboundAcknowledgement {

    /** The user who sent it, as authenticated by the broker; empty when the broker named no user. */
    String user();

    /** SHA-256 of the text, in hex: names the message without quoting it. */
    String digest();

    /** An acknowledgement that follows the contract. */
    record Readable(String user, String digest, Acknowledgement acknowledgement) implements InboundAcknowledgement {}

    /**
     * Anything else.
     *
     * @param problem what is wrong with it, without quoting it
     */
    record Unreadable(String user, String digest, Text problem) implements InboundAcknowledgement {}
}
