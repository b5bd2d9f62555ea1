// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.delivery.acknowledgement.PartnerQueues;
import ca.tradeshub.delivery.acknowledgement.SenderStamp;
import ca.tradeshub.platform.broker.BrokerConnectionDetails;
import ca.tradeshub.platform.broker.Queues;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.platform.settings.StateFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The Artemis broker inside the hub. The hub connects inside the process; partners connect by AMQP, each with a user that
 * may read its own queues and send acknowledgements, nothing else.
 */
@Component
@EmbeddedComposition
class EmbeddedBroker implements BrokerConnectionDetails, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final AtomicInteger SERVERS = new AtomicInteger();
    private static final String HUB = "hub";
    /** 0.2 ms: the default of 3.33 ms limits synchronous sends to about 280 a second on any disk. */
    private static final int JOURNAL_BUFFER_TIMEOUT_NANOS = 200_000;
    /** Message ids that the broker keeps for each address; far more than a queue has unsettled messages. */
    private static final int DUPLICATE_IDS = 100_000;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final int vmId = SERVERS.getAndIncrement();
    private final String password = UUID.randomUUID().toString();

    EmbeddedBroker(StateFolder state, BrokerSettings settings, SenderStamp stamp) {
        Ports.requireFree(settings.host(), settings.amqpPort(), Ports.part("broker"), "hub.broker.amqp-port");
        Path home = state.folder("broker");
        Configuration configuration = new ConfigurationImpl();
        configuration.setName("trades-hub-" + vmId);
        storage(configuration, home);
        queues(configuration, settings);
        configuration.registerBrokerPlugin(stamp);
        SecurityConfiguration users = security(configuration, settings);
        try {
            configuration.addAcceptorConfiguration("vm", "vm://" + vmId);
            configuration.addAcceptorConfiguration(
                    "amqp",
                    "tcp://" + settings.host() + ":" + settings.amqpPort() + "?protocols=AMQP;saslMechanisms=PLAIN");
            broker.setConfiguration(configuration);
            broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
            broker.start();
            if (!broker.getActiveMQServer().waitForActivation(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It did not become active");
            }
        } catch (Exception e) {
            throw new StartFailure(e, "broker", home);
        }
        LOG.info("Embedded broker accepts AMQP connections on {}:{}", settings.host(), settings.amqpPort());
    }

    private static void storage(Configuration configuration, Path home) {
        configuration
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDirectory(home.resolve("journal").toString())
                .setBindingsDirectory(home.resolve("bindings").toString())
                .setPagingDirectory(home.resolve("paging").toString())
                .setLargeMessagesDirectory(home.resolve("large").toString())
                .setIDCacheSize(DUPLICATE_IDS)
                .setPersistIDCache(true)
                .setPopulateValidatedUser(true)
                .setJMXManagementEnabled(false)
                // A broker that hangs must not appear healthy: it stops, and the health check reports it.
                .setCriticalAnalyzer(true)
                .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.SHUTDOWN);
    }

    private static void queues(Configuration configuration, BrokerSettings settings) {
        configuration.setGlobalMaxSize(settings.memory().toBytes());
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(false)
                        .setAutoCreateQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setAutoDeleteQueues(false)
                        .setDeadLetterAddress(SimpleString.of(Queues.DEAD_LETTERS))
                        .setExpiryAddress(SimpleString.of(Queues.EXPIRED))
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setMaxSizeBytes(settings.memory().toBytes() / 4)
                        .setPageSizeBytes(2 * 1024 * 1024)
                        // A partner may read more messages in one transaction than these limits allow, and would
                        // block; the size of the address limits the heap.
                        .setMaxReadPageMessages(-1)
                        .setMaxReadPageBytes(-1)
                        .setMaxDeliveryAttempts(10)
                        .setRedeliveryDelay(1_000)
                        .setRedeliveryMultiplier(2)
                        .setIDCacheSize(DUPLICATE_IDS));
        for (String queue : Queues.of(settings.partners().keySet())) {
            configuration.addQueueConfiguration(QueueConfiguration.of(queue)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
        }
    }

    private SecurityConfiguration security(Configuration configuration, BrokerSettings settings) {
        configuration.setSecurityEnabled(true);
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(HUB, password);
        users.addRole(HUB, HUB);
        settings.partners().forEach((name, partner) -> {
            users.addUser(name, partner.password());
            users.addRole(name, partnerRole(name));
        });
        configuration.putSecurityRoles("#", Set.of(everything()));
        for (String queue : Queues.of(settings.partners().keySet())) {
            Set<Role> roles = new HashSet<>();
            roles.add(everything());
            settings.partners().forEach((name, partner) -> {
                boolean reads = partner.reads().contains(queue) || queue.equals(PartnerQueues.refusals(name));
                boolean sends =
                        queue.equals(Queues.ACKNOWLEDGEMENTS) || queue.equals(PartnerQueues.acknowledgements(name));
                if (reads || sends) {
                    roles.add(new Role(
                            partnerRole(name),
                            sends,
                            reads,
                            false,
                            false,
                            false,
                            false,
                            false,
                            reads,
                            false,
                            false,
                            false,
                            false));
                }
            });
            configuration.putSecurityRoles(queue, roles);
        }
        return users;
    }

    private static Role everything() {
        return new Role(HUB, true, true, true, true, true, true, true, true, true, true, false, false);
    }

    private static String partnerRole(String name) {
        return "partner-" + name;
    }

    @Override
    public String url() {
        return "vm://" + vmId;
    }

    @Override
    public String username() {
        return HUB;
    }

    @Override
    public String password() {
        return password;
    }

    /** The server itself, for its health. */
    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        LOG.info("Embedded broker stopped");
    }
}
