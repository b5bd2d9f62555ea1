// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.platform.broker.BrokerConnectionDetails;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.settings.DropSiteAccounts;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.StateFolder;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The hub's own database, broker and drop site without the hub, for programs that are compared with it. */
public final class EmbeddedParts implements AutoCloseable {

    private final ConfigurableApplicationContext parts;

    /** Starts them with the settings of the hub and with those given, as on the hub's command line. */
    public EmbeddedParts(String... settings) {
        parts = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(true)
                .run(settings);
    }

    /** The address of the database and its account. */
    public JdbcConnectionDetails database() {
        return parts.getBean(JdbcConnectionDetails.class);
    }

    /** The address of the broker and the hub's account. */
    public BrokerConnectionDetails broker() {
        return parts.getBean(BrokerConnectionDetails.class);
    }

    /** Lets a hub in another process connect to the broker as to a production broker. */
    public void acceptHubs(int port) throws Exception {
        parts.getBean(EmbeddedBroker.class)
                .server()
                .getRemotingService()
                .createAcceptor("hubs", "tcp://127.0.0.1:" + port + "?protocols=CORE")
                .start();
    }

    @Override
    public void close() {
        parts.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        HubSettings.class,
        DatabaseSettings.class,
        BrokerSettings.class,
        DropSiteSettings.class
    })
    @Import({
        StateFolder.class,
        DropSiteAccounts.class,
        EmbeddedStamp.class,
        EmbeddedDatabase.class,
        EmbeddedBroker.class,
        EmbeddedDropSite.class
    })
    static class Parts {}
}
