package ca.tradeshub.platform;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What every module may take: the clock, the transactions, and the way to the broker. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Transactions of the store; the one meant when none is named. */
    @Bean
    @Primary
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    @ProductionComposition
    JdbcConnectionDetails productionDatabase(DatabaseSettings settings) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return settings.url();
            }

            @Override
            public String getUsername() {
                return settings.username();
            }

            @Override
            public String getPassword() {
                return settings.password();
            }
        };
    }

    @Bean
    @ProductionComposition
    BrokerConnectionDetails productionBroker(BrokerSettings settings) {
        return new ProductionBroker(settings.url(), settings.username(), settings.password());
    }

    /** For listeners: a connection each, nothing cached, so that a stopped listener keeps no messages to itself. */
    @Bean
    ActiveMQConnectionFactory plainConnectionFactory(BrokerConnectionDetails broker) {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(broker.url(), broker.username(), broker.password());
        // Without it every send asks the broker whether the queue exists.
        factory.setCacheDestinations(true);
        factory.setDeserializationDenyList("*");
        // Longer outages are the routes' to wait for, where they show.
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
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(connectionFactory);
        component.getConfiguration().setTemplateConnectionFactory(connectionFactory);
        component.getConfiguration().setListenerConnectionFactory(plainConnectionFactory);
        component.setTestConnectionOnStartup(false);
        component.setAcknowledgementModeName("AUTO_ACKNOWLEDGE");
        return component;
    }

    private record ProductionBroker(String url, String username, String password) implements BrokerConnectionDetails {}
}
