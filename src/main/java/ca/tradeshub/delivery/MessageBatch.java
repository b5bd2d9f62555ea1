// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;

/** Messages that were received together, in one transaction of the broker. In all other respects it is its first message. */
public interface MessageBatch {

    /** The messages, in the order of their queue. */
    List<Message> messages();

    /** The messages that a listener received as one. */
    static List<Message> of(Message received) {
        return received instanceof MessageBatch batch ? batch.messages() : List.of(received);
    }

    /** A listener that receives what the broker has at hand as one message; one transaction of the broker covers it. */
    final class Listener extends DefaultJmsMessageListenerContainer {

        private static final int MOST = 200;

        Listener(JmsEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected @Nullable Message receiveMessage(MessageConsumer consumer) throws JMSException {
            @Nullable Message first = super.receiveMessage(consumer);
            if (first == null) {
                return null;
            }
            List<Message> messages = new ArrayList<>(List.of(first));
            @Nullable Message next = consumer.receiveNoWait();
            while (next != null) {
                messages.add(next);
                next = messages.size() < MOST ? consumer.receiveNoWait() : null;
            }
            return messages.size() == 1 ? first : together(List.copyOf(messages));
        }

        private static Message together(List<Message> messages) {
            return (Message) Proxy.newProxyInstance(
                    MessageBatch.class.getClassLoader(),
                    new Class<?>[] {Message.class, MessageBatch.class},
                    (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == MessageBatch.class) {
                            return messages;
                        }
                        try {
                            return method.invoke(messages.get(0), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
