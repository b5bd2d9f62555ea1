// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import ca.tradeshub.delivery.acknowledgement.PartnerQueues;
import ca.tradeshub.delivery.acknowledgement.SenderStamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.qpid.jms.JmsConnectionFactory;

/** An Artemis broker for tests, which can be stopped and started again on the same journal; partners come over AMQP. */
public final class TestBroker implements AutoCloseable {

    public static final String REGISTRY = "registry.certification";
    public static final String TAX = "taxcredit.verification";
    public static final String ACKNOWLEDGEMENTS = "hub.acknowledgements";
    public static final String DEAD_LETTERS = "hub.dead-letters";
    private static final AtomicInteger BROKERS = new AtomicInteger(1_000);

    private final Path home;
    private final int vmId = BROKERS.getAndIncrement();
    private final int port = freePort();
    private final boolean stamps;
    private EmbeddedActiveMQ server;

    public TestBroker(Path home) {
        this(home, true);
    }

    /**
     * A broker.
     *
     * @param stamps whether it runs with the plugin that writes who acknowledges, as the embedded broker does
     */
    public TestBroker(Path home, boolean stamps) {
        this.home = home;
        this.stamps = stamps;
        start();
    }

    public boolean stamps() {
        return stamps;
    }

    public void start() {
        Configuration configuration = new ConfigurationImpl();
        try {
            configuration
                    .setName("test-" + vmId)
                    .setJournalType(JournalType.NIO)
                    .setJournalBufferTimeout_NIO(200_000)
                    .setJournalDirectory(home.resolve("journal").toString())
                    .setBindingsDirectory(home.resolve("bindings").toString())
                    .setPagingDirectory(home.resolve("paging").toString())
                    .setLargeMessagesDirectory(home.resolve("large").toString())
                    .setIDCacheSize(100_000)
                    .setJMXManagementEnabled(false)
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setAutoCreateQueues(false)
                                    .setAutoCreateAddresses(false)
                                    .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                                    .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                                    .setRedeliveryDelay(100))
                    .setSecurityEnabled(true)
                    .addAcceptorConfiguration("vm", "vm://" + vmId)
                    .addAcceptorConfiguration(
                            "amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP;saslMechanisms=PLAIN");
            for (String queue : Set.of(
                    REGISTRY,
                    TAX,
                    ACKNOWLEDGEMENTS,
                    DEAD_LETTERS,
                    PartnerQueues.acknowledgements("consumer"),
                    PartnerQueues.refusals("consumer"))) {
                configuration.addQueueConfiguration(QueueConfiguration.of(queue)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
            }
            SecurityConfiguration users = new SecurityConfiguration();
            for (String user : Set.of("hub", "consumer", "stranger")) {
                users.addUser(user, "secret");
                users.addRole(user, "all");
            }
            configuration.putSecurityRoles(
                    "#",
                    Set.of(new Role("all", true, true, true, true, true, true, true, true, true, true, false, false)));
            if (stamps) {
                configuration.registerBrokerPlugin(new SenderStamp());
            }
            server = new EmbeddedActiveMQ();
            server.setConfiguration(configuration);
            server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
            server.start();
            server.getActiveMQServer().waitForActivation(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The test broker did not start", e);
        }
    }

    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The test broker did not stop", e);
        }
    }

    public String vmUrl() {
        return "vm://" + vmId;
    }

    /** Messages on a queue. */
    public long depth(String queue) {
        return server.getActiveMQServer().locateQueue(queue).getMessageCount();
    }

    /** Lets an address block its producers above a size. */
    public void block(String address, long bytes) {
        server.getActiveMQServer()
                .getAddressSettingsRepository()
                .addMatch(
                        address,
                        new AddressSettings()
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK)
                                .setMaxSizeBytes(bytes)
                                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS)));
    }

    /** How a partner connects. */
    public JmsConnectionFactory partner(String user) {
        return new JmsConnectionFactory(user, "secret", "amqp://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
