// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.broker;

import ca.tradeshub.delivery.acknowledgement.PartnerQueues;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Every queue of the broker (interface agreements, section 3, and the broker's own two). */
public final class Queues {

    /** Partners' acknowledgements, read by the hub. */
    public static final String ACKNOWLEDGEMENTS = "hub.acknowledgements";
    /** Messages that a consumer returned too often. */
    public static final String DEAD_LETTERS = "hub.dead-letters";
    /** Messages that expired; the hub sets no expiry, so it stays empty. */
    public static final String EXPIRED = "hub.expired";

    /** All of them, except those of the partners. */
    public static final List<String> ALL = Stream.concat(
                    Arrays.stream(OutgoingQueue.values())
                            .flatMap(queue -> Stream.of(queue.queueName(), queue.queueName() + ".periods")),
                    Stream.of(ACKNOWLEDGEMENTS, DEAD_LETTERS, EXPIRED))
            .toList();

    private Queues() {}

    /** All of them, and the queues of each partner for its acknowledgements. */
    public static List<String> of(Collection<String> partners) {
        return Stream.concat(ALL.stream(), PartnerQueues.of(partners).stream()).toList();
    }
}
