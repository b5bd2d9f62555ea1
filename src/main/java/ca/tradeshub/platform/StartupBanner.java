// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.StateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Logs the console's address and the state folder once the hub is ready. */
@Component
class StartupBanner {

    private static final Logger LOG = LoggerFactory.getLogger(StartupBanner.class);

    private final HubSettings hub;
    private final StateFolder state;
    private final PageAddress page;

    StartupBanner(HubSettings hub, StateFolder state, PageAddress page) {
        this.hub = hub;
        this.state = state;
        this.page = page;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void greet() {
        LOG.info(
                "The hub is ready ({} composition). Console: {}, state folder: {}",
                hub.composition(),
                page.url(),
                state.root());
    }
}
