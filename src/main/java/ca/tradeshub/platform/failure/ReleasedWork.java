package ca.tradeshub.platform.failure;

import ca.tradeshub.ledger.WorkReleased;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Offers released files to their route at once; other released work is taken up by the schedule of its own route. */
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
            routes.sendBody("seda:process-file?size=10000&discardWhenFull=true", file);
        }
    }
}
