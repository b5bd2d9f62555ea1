// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.JmsTransactionManager;

/** Beans that the routes of this package refer to. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    /** A transaction of the broker alone: the database is never part of it. */
    @Bean
    SpringTransactionPolicy jmsTransactionPolicy(JmsTransactionManager jmsTransactionManager) {
        return new SpringTransactionPolicy(jmsTransactionManager);
    }

    /** For a consumer that receives what the broker has at hand in one transaction. */
    @Bean
    MessageListenerContainerFactory messageBatches() {
        return MessageBatch.Listener::new;
    }

    /** Keeps every property of a partner's message out of a route, where its name in another case might have a meaning. */
    @Bean
    HeaderFilterStrategy noHeaders() {
        DefaultHeaderFilterStrategy nothingIn = new DefaultHeaderFilterStrategy();
        nothingIn.setInFilterPattern(".*");
        return nothingIn;
    }
}
