// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.production;

import ca.tradeshub.platform.broker.BrokerConnectionDetails;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.settings.ProductionComposition;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database and the broker of the production composition, as the settings describe them. */
@Configuration(proxyBeanMethods = false)
class ProductionServers {

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

    private record ProductionBroker(String url, String username, String password) implements BrokerConnectionDetails {}
}
