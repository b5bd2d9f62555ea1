// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PartnerJmsComponentTest {

    @Test
    void properties_that_cannot_be_read_are_passed_over_with_a_warning_that_quotes_nothing() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(PartnerJmsComponent.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        Message message = (Message) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Message.class}, (proxy, method, values) -> {
                    throw new ClassCastException("The property of 501800007 is not a text");
                });
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ActiveMQConnectionFactory broker = new ActiveMQConnectionFactory()) {
            PartnerJmsComponent jms = new PartnerJmsComponent();
            jms.setConnectionFactory(broker);
            camel.addComponent("jms", jms);
            JmsEndpoint endpoint = camel.getEndpoint("jms:queue:hub.acknowledgements.consumer", JmsEndpoint.class);

            assertThat(endpoint.getBinding().extractHeadersFromJms(message, new DefaultExchange(camel)))
                    .isEmpty();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .isEqualTo(
                            "The properties of a message on hub.acknowledgements.consumer cannot be read and are passed"
                                    + " over: ClassCastException");
            assertThat(event.getThrowableProxy()).isNull();
        });
    }
}
