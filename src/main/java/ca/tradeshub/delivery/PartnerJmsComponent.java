// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import ca.tradeshub.ledger.FailureCause;
import jakarta.jms.Message;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's JMS component, in which no property of a partner's message makes its reading fail. A property of the broker's
 * own, written by a partner in another type, would otherwise send the message around until it is a dead letter.
 */
public final class PartnerJmsComponent extends JmsComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerJmsComponent.class);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Endpoint endpoint = super.createEndpoint(uri, remaining, parameters);
        if (endpoint instanceof JmsEndpoint jms) {
            jms.setBinding(new PartnerBinding(jms));
            if (jms.getConfiguration().getMessageListenerContainerFactory() != null) {
                // Camel has no parameter for this; without it, the factory of the endpoint is not used.
                jms.getConfiguration().setConsumerType(ConsumerType.Custom);
            }
        }
        return endpoint;
    }

    private static final class PartnerBinding extends JmsBinding {

        private final String queue;

        PartnerBinding(JmsEndpoint endpoint) {
            super(endpoint);
            this.queue = endpoint.getDestinationName();
        }

        @Override
        public Map<String, Object> extractHeadersFromJms(Message message, Exchange exchange) {
            try {
                return super.extractHeadersFromJms(message, exchange);
            } catch (RuntimeException e) {
                // The message of the failure and the id of the partner may quote what the partner wrote.
                LOG.warn(
                        "The properties of a message on {} cannot be read and are passed over: {}",
                        queue,
                        FailureCause.withoutMessage(e));
                return new HashMap<>();
            }
        }
    }
}
