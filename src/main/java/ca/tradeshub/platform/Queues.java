package ca.tradeshub.platform;

import ca.tradeshub.reconciliation.OutgoingQueue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every queue of the broker (interface agreements, section 3, and the broker's own two). */
final class Queues {

    /** Partners' acknowledgements, read by the hub. */
    static final String ACKNOWLEDGEMENTS = "hub.acknowledgements";
    /** Messages a consumer gave back too often. */
    static final String DEAD_LETTERS = "hub.dead-letters";
    /** Messages that expired; the hub sets no expiry, so it stays empty. */
    static final String EXPIRED = "hub.expired";

    /** All of them. */
    static final List<String> ALL = Stream.concat(
                    Arrays.stream(OutgoingQueue.values())
                            .flatMap(queue -> Stream.of(queue.queueName(), queue.queueName() + ".periods")),
                    Stream.of(ACKNOWLEDGEMENTS, DEAD_LETTERS, EXPIRED))
            .toList();

    private Queues() {}
}
