// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often the failure policy <em>retry then park</em> of all routes tries again. */
@Configuration(proxyBeanMethods = false)
public class FailureConfiguration {

    @Bean
    RedeliveryPolicy retryThenPark(FailureSettings settings) {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(settings.redeliveries());
        policy.setRedeliveryDelay(settings.firstDelay().toMillis());
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(settings.backoff());
        policy.setMaximumRedeliveryDelay(settings.maxDelay().toMillis());
        policy.setAllowRedeliveryWhileStopping(false);
        // A failure message may quote data; the log line of the policy does not.
        policy.setLogStackTrace(false);
        policy.setLogExhausted(false);
        policy.setLogHandled(false);
        policy.setLogRetryAttempted(false);
        return policy;
    }
}
