// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.delivery.acknowledgement.SenderStamp;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The plugin of the embedded broker; its presence lets the hub trust what it writes. */
@Configuration(proxyBeanMethods = false)
@EmbeddedComposition
class EmbeddedStamp {

    @Bean
    SenderStamp senderStamp() {
        return new SenderStamp();
    }
}
