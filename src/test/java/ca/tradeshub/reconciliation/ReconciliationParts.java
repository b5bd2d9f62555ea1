// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.delivery.DeliveryParts;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.delivery.acknowledgement.AcknowledgementLedger;
import ca.tradeshub.delivery.acknowledgement.Acknowledgements;
import ca.tradeshub.delivery.acknowledgement.RefusedMessages;
import ca.tradeshub.delivery.contract.ContractRenderer;
import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.exceptions.action.Assignees;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.file.FileGroupSettings;
import ca.tradeshub.ledger.file.LargeFileSettings;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.MessageRenderer;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * What {@link ReconciliationFixture} adds to the hub's ledger and reconciliation, and settings of a test. It is no
 * component, so that no other test's scan of the package finds it.
 */
@EnableTransactionManagement
@Import({Acknowledgements.class, AcknowledgementLedger.class, RefusedMessages.class, DeadLetters.class})
public class ReconciliationParts {

    /** Read once: checking the examples of every sheet takes longer than what many a test does. */
    private static final Survivorship SURVIVORSHIP =
            Mappings.load(MappingSource.classpath()).survivorship();

    /**
     * Settings that tests change.
     *
     * @param batchSize how many keys are decided at once
     * @param counterpart how long a registration or certificate may be missing
     */
    record Limits(int batchSize, Duration counterpart) {}

    @Bean
    FileGroupSettings groupSettings() {
        return new FileGroupSettings(50, DataSize.ofMegabytes(4));
    }

    @Bean
    LargeFileSettings laneSettings() {
        return new LargeFileSettings(DataSize.ofMegabytes(16), 1);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new DataSourceTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    Assignees assignees() {
        return user -> true;
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    SettableClock clock() {
        return SettableClock.at(Instant.parse("2026-11-20T07:00:00Z"));
    }

    @Bean
    SinProtection sinProtection() {
        return new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32])));
    }

    @Bean
    CanonicalJson canonicalJson(SinProtection sins) {
        return new CanonicalJson(sins);
    }

    @Bean
    Survivorship survivorship() {
        return SURVIVORSHIP;
    }

    @Bean
    PersonComparison personComparison() {
        return new PersonComparison();
    }

    @Bean
    TradeRegister tradeRegister(RuleBook rules) {
        return rules.law().trades();
    }

    @Bean
    TaxCredit taxCredit(RuleBook rules) {
        return new TaxCredit(rules.law());
    }

    @Bean
    RuleSetVersion ruleSetVersion(RuleBook rules) {
        return new RuleSetVersion(rules.digest(), "mappings");
    }

    @Bean
    ReconciliationSettings reconciliationSettings(Limits limits) {
        return new ReconciliationSettings(
                limits.batchSize(),
                Duration.ofMinutes(5),
                limits.counterpart(),
                Duration.ofMillis(500),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10));
    }

    @Bean
    DeliverySettings deliverySettings() {
        return DeliveryParts.SETTINGS;
    }

    @Bean
    MessageRenderer messageRenderer() {
        return new ContractRenderer();
    }
}
