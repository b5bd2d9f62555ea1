// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.testing.HubTest;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import org.apache.camel.CamelContext;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

@HubTest
class EmbeddedHubTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CamelContext camel;

    @Autowired
    CachingConnectionFactory connections;

    @Value("${hub.drop-site.port}")
    int sftpPort;

    @Value("${hub.broker.amqp-port}")
    int amqpPort;

    @Test
    void the_database_writes_through_and_asks_for_a_password() {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
        assertThat(jdbc.sql("select distinct auth_method from pg_hba_file_rules")
                        .query(String.class)
                        .list())
                .containsExactly("scram-sha-256");
    }

    @Test
    void camel_reads_streams_without_copying_them() {
        assertThat(camel.getStatus().isStarted()).isTrue();
        assertThat(camel.isStreamCaching()).isFalse();
    }

    @Test
    void a_partner_reads_its_queue_over_amqp() throws Exception {
        new JmsTemplate(connections).convertAndSend("registry.certification.periods", "to be read");

        try (Connection partner = partner("consumer", "demo")) {
            Session session = partner.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TextMessage read =
                    (TextMessage) session.createConsumer(session.createQueue("registry.certification.periods"))
                            .receive(10_000);
            assertThat(read.getText()).isEqualTo("to be read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.certification", "taxcredit.verification", "hub.dead-letters", "made.up"})
    void a_partner_sends_acknowledgements_and_nothing_else(String queue) throws Exception {
        try (Connection partner = partner("consumer", "demo")) {
            Session session = partner.createSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThatThrownBy(() -> session.createProducer(session.createQueue(queue))
                            .send(session.createTextMessage("forged")))
                    .isInstanceOf(JMSException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.acknowledgements", "hub.dead-letters", "hub.expired", "made.up"})
    void a_partner_reads_no_other_queue(String queue) throws Exception {
        try (Connection partner = partner("consumer", "demo")) {
            Session session = partner.createSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void nobody_comes_in_with_a_wrong_password() {
        assertThatThrownBy(() -> partner("consumer", "guess")).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> partner("hub", "hub")).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> sender("payroll-maple", "guess")).hasMessageContaining("No more authentication");
        assertThatThrownBy(() -> sender("root", "demo")).hasMessageContaining("No more authentication");
    }

    @Test
    void a_sender_sees_its_own_home_as_the_world() throws Exception {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            try (ClientSession session = client.connect("payroll-maple", "127.0.0.1", sftpPort)
                    .verify(10_000)
                    .getSession()) {
                session.addPasswordIdentity("demo");
                session.auth().verify(10_000);
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    assertThat(sftp.readDir("/"))
                            .extracting(SftpClient.DirEntry::getFilename)
                            .contains("in", "test", "out")
                            .doesNotContain("payroll-boreal");
                    assertThat(sftp.canonicalPath("/../../etc")).isEqualTo("/etc");
                    assertThatThrownBy(() -> sftp.symLink("/test/link", "/etc/passwd"))
                            .isInstanceOf(java.io.IOException.class);
                }
                try (ChannelExec command = session.createExecChannel("id")) {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    command.setOut(output);
                    command.open().verify(10_000);
                    assertThat(command.waitFor(EnumSet.of(ClientChannelEvent.EXIT_STATUS), 1_000))
                            .contains(ClientChannelEvent.TIMEOUT);
                    assertThat(output.size()).isZero();
                }
            }
        }
    }

    private String setting(String name) {
        return jdbc.sql("select setting from pg_settings where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private Connection partner(String user, String password) throws JMSException {
        Connection connection =
                new JmsConnectionFactory(user, password, "amqp://127.0.0.1:" + amqpPort).createConnection();
        connection.start();
        return connection;
    }

    private void sender(String user, String password) throws Exception {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            try (ClientSession session =
                    client.connect(user, "127.0.0.1", sftpPort).verify(10_000).getSession()) {
                session.addPasswordIdentity(password);
                session.auth().verify(10_000);
            }
        }
    }
}
