// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.delivery.DeliverySettings;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** One route a partner, from its own queue of acknowledgements. */
@Component
public class PartnerRoutes extends RouteBuilder {

    private final DeliverySettings settings;

    PartnerRoutes(DeliverySettings settings) {
        this.settings = settings;
    }

    @Override
    public void configure() {
        settings.acknowledgers().keySet().stream().sorted().forEach(partner -> templatedRoute(
                        "acknowledgements.partner")
                .routeId("acknowledgements.partner." + partner)
                .parameter("partner", partner));
    }
}
