// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The hub's ActiveMQ Artemis broker.
 *
 * @param host address that the embedded broker listens on for AMQP
 * @param amqpPort AMQP port for partners; 0: any free port
 * @param memory size of the messages that the embedded broker keeps in memory before it pages to disk
 * @param partners accounts on the embedded broker by user name, with the queues that each may read; each may also send
 *     to {@code hub.acknowledgements}
 * @param url URL of the production broker, for example {@code tcp://broker:61616?sslEnabled=true}
 * @param username the hub's user on the production broker
 * @param password the hub's password on the production broker
 */
@Validated
@ConfigurationProperties("hub.broker")
public record BrokerSettings(
        @NotBlank @DefaultValue("127.0.0.1") String host,
        @Min(0) @Max(65535) @DefaultValue("5672") int amqpPort,
        @NotNull @DefaultValue("64MB") DataSize memory,
        @NotNull @Valid @DefaultValue Map<String, Partner> partners,
        @DefaultValue("") String url,
        @DefaultValue("") String username,
        @DefaultValue("") String password) {

    /** Never prints a password. */
    @Override
    public String toString() {
        return "BrokerSettings[host=" + host + ", amqpPort=" + amqpPort + ", url=" + url + ", username=" + username
                + ", partners=" + partners.keySet() + "]";
    }

    /**
     * A partner agency's account on the embedded broker.
     *
     * @param password its password
     * @param reads the queues it may read
     */
    public record Partner(@NotBlank String password, @NotNull @DefaultValue List<String> reads) {

        /** Never prints the password. */
        @Override
        public String toString() {
            return "Partner[reads=" + reads + "]";
        }
    }
}
