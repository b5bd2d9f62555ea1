package ca.tradeshub.intake;

import java.io.IOException;
import java.time.Clock;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The archive with the keys that open what lies in it, and the patience of the policy <em>retry then park</em>. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    PgpKeys pgpKeys(PgpSettings settings, Senders senders) {
        return PgpKeys.load(settings, senders);
    }

    @Bean
    Containers containers(PgpKeys keys, IntakeSettings settings) {
        return new Containers(keys, settings.maxContentSize().toBytes(), settings.maxExpansion());
    }

    @Bean
    Archive archive(IntakeSettings settings, Containers containers, Clock clock) throws IOException {
        Archive archive = new Archive(settings.archiveDir(), containers);
        archive.sweep(clock);
        return archive;
    }

    @Bean
    RedeliveryPolicy retryThenPark(FailureSettings settings) {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(settings.redeliveries());
        policy.setRedeliveryDelay(settings.firstDelay().toMillis());
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(settings.backoff());
        policy.setMaximumRedeliveryDelay(settings.maxDelay().toMillis());
        policy.setAllowRedeliveryWhileStopping(false);
        // What a failure says may quote data; the policy's own log line does not.
        policy.setLogStackTrace(false);
        policy.setLogExhausted(false);
        policy.setLogHandled(false);
        policy.setLogRetryAttempted(false);
        return policy;
    }
}
