// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import ca.tradeshub.canonical.CauseChain;
import java.io.IOException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;

/** Which failures of a send are the broker's and its connection's, whatever the message: they never park a message. */
final class BrokerFault {

    private BrokerFault() {}

    /** Whether the send was given up because the broker took nothing within the limit. */
    static boolean isLate(Throwable failure) {
        return CauseChain.of(failure).stream()
                .anyMatch(cause -> cause instanceof InterruptedException
                        || cause instanceof ActiveMQInterruptedException
                        || cause instanceof ActiveMQException broker
                                && broker.getType() == ActiveMQExceptionType.ADDRESS_FULL);
    }

    /** Whether a failure concerns the broker or its connection. */
    static boolean is(Throwable failure) {
        return isLate(failure)
                || CauseChain.of(failure).stream()
                        .anyMatch(cause -> cause instanceof IOException
                                || cause instanceof jakarta.jms.IllegalStateException
                                || cause instanceof org.springframework.jms.IllegalStateException
                                || cause instanceof ActiveMQException broker && concernsConnection(broker.getType()));
    }

    private static boolean concernsConnection(ActiveMQExceptionType type) {
        return switch (type) {
            case NOT_CONNECTED,
                    CONNECTION_TIMEDOUT,
                    DISCONNECTED,
                    UNBLOCKED,
                    OBJECT_CLOSED,
                    SESSION_CREATION_REJECTED,
                    TRANSACTION_ROLLED_BACK,
                    TRANSACTION_OUTCOME_UNKNOWN,
                    REMOTE_DISCONNECT,
                    IO_ERROR,
                    INTERNAL_ERROR,
                    CLUSTER_SECURITY_EXCEPTION,
                    SECURITY_EXCEPTION -> true;
            default -> false;
        };
    }
}
