// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.TradesHub;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A test in the whole hub: embedded composition on free ports, state in a folder of its own below {@code target}. Every
 * class that adds nothing to it shares one running hub. Actual ports: {@code ${local.server.port}},
 * {@code ${hub.drop-site.port}}, {@code ${hub.broker.amqp-port}}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = TradesHub.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hub.state-dir=" + TestState.FRESH,
            "hub.drop-site.port=0",
            "hub.broker.amqp-port=0",
            "hub.database.port=0",
            "hub.database.binaries-dir=target/postgres"
        })
@AutoConfigureObservability(tracing = false)
public @interface HubTest {}
