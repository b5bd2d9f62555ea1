// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.delivery.acknowledgement.AcknowledgementLedger;
import ca.tradeshub.delivery.acknowledgement.AcknowledgementReader;
import ca.tradeshub.delivery.acknowledgement.Acknowledgements;
import ca.tradeshub.delivery.acknowledgement.DeadLetterActions;
import ca.tradeshub.delivery.acknowledgement.OverdueAcknowledgements;
import ca.tradeshub.delivery.acknowledgement.PartnerRoutes;
import ca.tradeshub.delivery.acknowledgement.RefusalReplies;
import ca.tradeshub.delivery.acknowledgement.RefusedMessages;
import ca.tradeshub.delivery.acknowledgement.SenderStamp;
import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.delivery.outbox.MessageProperties;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.delivery.outbox.OutboxLedger;
import ca.tradeshub.delivery.outbox.QueueLeases;
import ca.tradeshub.delivery.outbox.SendLimit;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.record.StagedRecords;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.testing.SettableClock;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spring.SpringCamelContext;
import org.apache.camel.support.PluginHelper;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** This package's beans over the ledger, with a database of their own and a clock that tests turn. */
public final class DeliveryParts implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    public static final DeliverySettings SETTINGS = new DeliverySettings(
            50,
            500,
            50_000,
            Duration.ofSeconds(15),
            3,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            3,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofDays(3),
            60_000,
            30_000,
            Map.of("consumer", List.of(TestBroker.REGISTRY, TestBroker.TAX)));

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final SettableClock clock;
    private final HikariDataSource pool = new HikariDataSource();

    public DeliveryParts(DataSource database, TestBroker broker, UnaryOperator<DeliverySettings> settings) {
        this(database, broker, settings, SettableClock.at(START));
    }

    public DeliveryParts(
            DataSource database, TestBroker broker, UnaryOperator<DeliverySettings> settings, SettableClock clock) {
        this.clock = clock;
        pool.setDataSource(database);
        context.registerBean(DataSource.class, () -> pool);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
        context.registerBean(
                JdbcTransactionManager.class,
                () -> new JdbcTransactionManager(pool),
                definition -> definition.setPrimary(true));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(DeliverySettings.class, () -> settings.apply(SETTINGS));
        context.register(
                Findings.class,
                RecordLedger.class,
                RecordStates.class,
                Parking.class,
                RefusedAcknowledgements.class,
                Alarms.class,
                SenderResponses.class,
                StagedRecords.class,
                AuditTrail.class,
                Balances.class,
                Bases.class,
                ExceptionCases.class,
                Resolutions.class,
                FileLedger.class,
                MessageLedger.class,
                OutboxLedger.class,
                QueueLeases.class);
        context.registerBean(
                SinProtection.class, () -> new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32]))));
        if (broker != null && broker.stamps()) {
            context.registerBean(SenderStamp.class);
        }
        context.registerBean("refusalReplies", RefusalReplies.class);
        context.registerBean(PartnerRoutes.class);
        context.registerBean("outbox", Outbox.class);
        context.registerBean("sendLimit", SendLimit.class);
        context.registerBean("deadLetters", DeadLetters.class);
        context.registerBean("messageProperties", MessageProperties.class);
        context.registerBean("acknowledgements", Acknowledgements.class);
        context.registerBean("overdueAcknowledgements", OverdueAcknowledgements.class);
        context.registerBean(AcknowledgementLedger.class);
        context.registerBean(RefusedMessages.class);
        context.registerBean(DeadLetterActions.class);
        context.registerBean("acknowledgementReader", AcknowledgementReader.class);
        if (broker != null) {
            ActiveMQConnectionFactory plain = new ActiveMQConnectionFactory(broker.vmUrl(), "hub", "secret");
            plain.setCacheDestinations(true);
            CachingConnectionFactory caching = new CachingConnectionFactory(plain);
            caching.setCacheConsumers(false);
            context.registerBean(CachingConnectionFactory.class, () -> caching);
            context.registerBean(
                    "jmsTransactionManager", JmsTransactionManager.class, () -> new JmsTransactionManager(caching));
            context.registerBean("jms", JmsComponent.class, () -> jms(plain, caching));
            context.register(DeliveryConfiguration.class);
        }
        context.refresh();
    }

    /** The settings with another limit for a message without progress. */
    public static DeliverySettings withSendLimit(DeliverySettings s, Duration limit) {
        return new DeliverySettings(
                s.pollInterval(),
                s.batchSize(),
                s.window(),
                s.lease(),
                s.attempts(),
                s.firstRetry(),
                s.lastRetry(),
                s.circuitFailures(),
                s.circuitPause(),
                limit,
                s.acknowledgementLimit(),
                s.acknowledgementCheck(),
                s.deadLetterCheck(),
                s.acknowledgers());
    }

    /** Parts without a broker on a new database. */
    public static DeliveryParts withoutBroker() {
        return new DeliveryParts(TestDatabase.fresh(), null, settings -> settings);
    }

    private static JmsComponent jms(ConnectionFactory plain, ConnectionFactory caching) {
        JmsComponent component = new PartnerJmsComponent();
        component.setConnectionFactory(caching);
        component.getConfiguration().setTemplateConnectionFactory(caching);
        component.getConfiguration().setListenerConnectionFactory(plain);
        component.getConfiguration().setRecoveryInterval(200);
        // A consumer stops after the receive that it waits in.
        component.getConfiguration().setReceiveTimeout(50);
        return component;
    }

    /** A Camel context over these beans with the failure policies and the routes of a route file, not yet started. */
    public CamelContext camel(String routeFile) {
        try {
            SpringCamelContext camel = new SpringCamelContext(context);
            camel.getPropertiesComponent().addInitialProperty("hub.delivery.poll-interval", "50");
            camel.getShutdownStrategy().setTimeout(10);
            for (String file : List.of("failures.camel.yaml", routeFile)) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/" + file));
            }
            if (routeFile.startsWith("acknowledgements")) {
                // The context is built already, so that it does not add routes of templates by itself.
                RouteBuilder partners = part(RouteBuilder.class);
                partners.configure();
                partners.addTemplatedRoutesToCamelContext(camel);
            }
            return camel;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return part(JdbcClient.class);
    }

    public SettableClock clock() {
        return clock;
    }

    /** Puts a message into the outbox; its row id. */
    public long decided(String queue, String key, String group, int version) {
        return decided(queue, key, group, version, "{\"key\":\"" + key + "\",\"version\":" + version + "}");
    }

    public long decided(String queue, String key, String group, int version, String body) {
        return jdbc().sql(
                        """
                        insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                             body_digest, rules_digest, mapping_digest, decided_at)
                        values (:queue, :contract, :id, :key, :group, :version, :kind, :body, '', '', '', now())
                        returning id
                        """)
                .param("queue", queue)
                .param("contract", queue.equals(TestBroker.TAX) ? "tax-credit-claim/1" : "certification-record/1")
                .param("id", messageId(key, version))
                .param("key", key)
                .param("group", group)
                .param("version", version)
                .param("kind", version == 1 ? "NEW" : "AMEND")
                .param("body", body)
                .query(Long.class)
                .single();
    }

    public static String messageId(String key, int version) {
        return key + "#" + version;
    }

    /** A file in the ledger; its id. */
    public long file(String feed) {
        return jdbc().sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          size_bytes, received_at, state)
                        values ('sender', :feed, 'f', 'f', date '2026-11-20',
                                (select count(*) + 1 from file), repeat('0', 64), 1, now(), 'APPLIED')
                        returning id
                        """)
                .param("feed", feed)
                .query(Long.class)
                .single();
    }

    /** A record of a file in a state, on which the message rests. */
    public void record(long message, long file, int line, String feed, String state, String amount) {
        String insert = feed.equals("P")
                ? """
                        insert into pay_line (file_id, line, byte_offset, byte_length, feed, amount, state,
                                              changed_at, employee, employment_start, period_start, period_end, pay_date,
                                              claim_key, trade)
                        select :file, :line, 0, 1, :feed, cast(:amount as numeric), :state, now(), 1, '2016-01-01',
                               '2016-01-04', '2016-01-10', '2016-01-15', record_key, '309A'
                          from message where id = :message
                        """
                : """
                        insert into record (file_id, line, byte_offset, byte_length, feed, amount, state,
                                            changed_at)
                        select :file, :line, 0, 1, :feed, cast(:amount as numeric), :state, now()
                          from message where id = :message
                        """;
        jdbc().sql(insert)
                .param("message", message)
                .param("file", file)
                .param("line", line)
                .param("feed", feed)
                .param("amount", amount)
                .param("state", state)
                .update();
        jdbc().sql(
                        "insert into message_source as s values (:message, :file, int4multirange(int4range(:line, :line + 1)))"
                                + " on conflict (message_id, file_id) do update set lines = s.lines + excluded.lines")
                .param("message", message)
                .param("file", file)
                .param("line", line)
                .update();
    }

    public String state(long file, int line) {
        return jdbc().sql("select state from record_status where file_id = :file and line = :line")
                .param("file", file)
                .param("line", line)
                .query(String.class)
                .single();
    }

    /** A number the store counts. */
    public long count(String fromWhere) {
        return jdbc().sql("select count(*) from " + fromWhere).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }
}
