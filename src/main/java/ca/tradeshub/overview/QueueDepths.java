package ca.tradeshub.overview;

import java.util.Map;

/** What lies on the broker's queues at this moment. */
@FunctionalInterface
public interface QueueDepths {

    /** Messages by queue name, in the order to show them; null for a queue the broker does not tell about. */
    Map<String, Long> depths();
}
