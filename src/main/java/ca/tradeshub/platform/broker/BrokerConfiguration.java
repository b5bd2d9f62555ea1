// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.broker;

import ca.tradeshub.delivery.PartnerJmsComponent;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** The hub's connections to its broker, embedded or external. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    /** For listeners: one connection each without a cache, so that a stopped listener retains no messages. */
    @Bean
    ActiveMQConnectionFactory plainConnectionFactory(BrokerConnectionDetails broker) {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(broker.url(), broker.username(), broker.password());
        // Without the cache every send queries the broker for the queue.
        factory.setCacheDestinations(true);
        factory.setDeserializationDenyList("*");
        // The routes wait for longer outages, where an operator sees them.
        factory.setReconnectAttempts(3);
        return factory;
    }

    /** For senders: one connection, sessions and producers cached. */
    @Bean
    @Primary
    CachingConnectionFactory connectionFactory(
            @Qualifier("plainConnectionFactory") ActiveMQConnectionFactory plainConnectionFactory) {
        CachingConnectionFactory factory = new CachingConnectionFactory(plainConnectionFactory);
        factory.setCacheConsumers(false);
        factory.setReconnectOnException(true);
        return factory;
    }

    /** Transactions of the broker alone. */
    @Bean
    JmsTransactionManager jmsTransactionManager(CachingConnectionFactory connectionFactory) {
        JmsTransactionManager manager = new JmsTransactionManager(connectionFactory);
        manager.setDefaultTimeout(60);
        return manager;
    }

    /** Camel's {@code jms:} endpoints. */
    @Bean
    JmsComponent jms(
            @Qualifier("plainConnectionFactory") ConnectionFactory plainConnectionFactory,
            CachingConnectionFactory connectionFactory) {
        JmsComponent component = new PartnerJmsComponent();
        component.setConnectionFactory(connectionFactory);
        component.getConfiguration().setTemplateConnectionFactory(connectionFactory);
        component.getConfiguration().setListenerConnectionFactory(plainConnectionFactory);
        component.setTestConnectionOnStartup(false);
        component.setAcknowledgementModeName("AUTO_ACKNOWLEDGE");
        return component;
    }
}
