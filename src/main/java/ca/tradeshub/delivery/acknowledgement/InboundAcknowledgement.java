// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.ledger.parking.RefusedAcknowledgement;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements.Received;

/** A message received on a queue of acknowledgements. */
public sealed interface InboundAcknowledgement {

    /** The user who sent it, as the broker guarantees it; empty when the broker guarantees none. */
    String user();

    /** What was received. */
    Received received();

    /** The same from a user whom the queue identifies. */
    InboundAcknowledgement from(String partner);

    /** An acknowledgement that follows the contract. */
    record Readable(String user, Received received, Acknowledgement acknowledgement) implements InboundAcknowledgement {

        @Override
        public InboundAcknowledgement from(String partner) {
            return new Readable(partner, received, acknowledgement);
        }
    }

    /**
     * Anything else.
     *
     * @param problem what is wrong with it
     */
    record Unreadable(String user, Received received, RefusedAcknowledgement.Problem problem)
            implements InboundAcknowledgement {

        @Override
        public InboundAcknowledgement from(String partner) {
            return new Unreadable(partner, received, problem);
        }
    }
}
