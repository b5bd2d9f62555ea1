// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.ledger.parking.WorkReleased;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends released files to their route immediately; the schedules of the other routes find their released work. */
@Component
public class ReleasedWork {

    private final ProducerTemplate routes;

    ReleasedWork(ProducerTemplate routes) {
        this.routes = routes;
    }

    @EventListener
    void offer(WorkReleased released) {
        Long file = released.work().fileId();
        if (file != null) {
            routes.sendBody("seda:process-file?size=64&discardWhenFull=true", file);
        }
    }
}
