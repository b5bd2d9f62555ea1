// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many messages are on the broker's queues now. */
@FunctionalInterface
public interface QueueDepths {

    /** Messages by queue name, in the order to show them; null for a queue whose depth the broker does not report. */
    Map<String, @Nullable Long> depths();
}
