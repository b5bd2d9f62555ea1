// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.SenderResponses;
import java.util.List;

/**
 * The due responses of one sender, written one after the other by one thread.
 *
 * @param sender the sender's name
 * @param responses the responses, the longest waiting first
 * @param isReachable false once the sender's account could not be reached
 */
public record ResponseRound(String sender, List<SenderResponses.Due> responses, boolean isReachable) {

    public ResponseRound {
        responses = List.copyOf(responses);
    }

    ResponseRound(String sender, List<SenderResponses.Due> responses) {
        this(sender, responses, true);
    }

    ResponseRound unreachable() {
        return new ResponseRound(sender, responses, false);
    }
}
