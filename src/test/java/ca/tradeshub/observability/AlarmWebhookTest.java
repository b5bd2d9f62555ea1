// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.alarm.Alarm;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.testing.SettableClock;
import ca.tradeshub.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class AlarmWebhookTest {

    private final DataSource database = TestDatabase.fresh();
    private final Alarms alarms = new Alarms(JdbcClient.create(database), new SettableClock());
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer server;
    private int status = 204;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alarms", exchange -> {
            JsonNode notice = new ObjectMapper().readTree(exchange.getRequestBody());
            if (status == 204) {
                heard.add(notice);
                tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AlarmWebhook webhook(boolean set) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alarms");
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        return new AlarmWebhook(
                alarms,
                new AlarmSettings(set ? address : null, token, Duration.ofSeconds(1), Duration.ofSeconds(5)),
                new JdbcTransactionManager(database));
    }

    private List<String> events() {
        return heard.stream()
                .map(notice -> notice.path("event").asText() + " "
                        + notice.path("code").asText() + " "
                        + notice.path("subject").asText())
                .toList();
    }

    @Test
    void an_alarm_is_sent_once_when_it_opens_and_once_when_it_closes() throws IOException {
        AlarmWebhook webhook = webhook(true);
        alarms.raise(
                AlarmCode.BALANCE, "file:1", new Text("File 1 does not balance", "Le solde du fichier 1 est faux"));
        webhook.send();
        webhook.send();
        alarms.close(AlarmCode.BALANCE, "file:1");
        webhook.send();
        webhook.send();

        assertThat(events()).containsExactly("OPENED BALANCE file:1", "CLOSED BALANCE file:1");
        assertThat(heard.get(0).path("owner").asText()).isEqualTo("operations");
        assertThat(heard.get(0).path("remedy").asText())
                .isEqualTo(AlarmCode.BALANCE.remedy().en());
        assertThat(heard.get(0).path("remedyFr").asText())
                .isEqualTo(AlarmCode.BALANCE.remedy().fr());
        assertThat(heard.get(0).path("meaningFr").asText())
                .isEqualTo(AlarmCode.BALANCE.meaning().fr());
        assertThat(heard.get(0).path("detail").asText()).isEqualTo("File 1 does not balance");
        assertThat(heard.get(0).path("detailFr").asText()).isEqualTo("Le solde du fichier 1 est faux");
        assertThat(tokens).containsOnly("Bearer secret");
    }

    @Test
    void an_alarm_that_opened_and_closed_in_between_is_sent_twice() throws IOException {
        alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("File 1 does not balance"));
        alarms.close(AlarmCode.BALANCE, "file:1");

        webhook(true).send();

        assertThat(events()).containsExactly("OPENED BALANCE file:1", "CLOSED BALANCE file:1");
    }

    @Test
    void a_webhook_that_fails_raises_an_alarm_and_gets_everything_later() throws IOException {
        AlarmWebhook webhook = webhook(true);
        alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("File 1 does not balance"));
        status = 503;
        webhook.send();

        assertThat(alarms.open()).extracting(Alarm::code).containsExactly(AlarmCode.BALANCE, AlarmCode.ALARM_NOT_SENT);
        assertThat(heard).isEmpty();

        status = 204;
        webhook.send();

        assertThat(events())
                .containsExactly(
                        "OPENED BALANCE file:1", "OPENED ALARM-NOT-SENT 127.0.0.1", "CLOSED ALARM-NOT-SENT 127.0.0.1");
        assertThat(alarms.open()).extracting(Alarm::code).containsExactly(AlarmCode.BALANCE);
    }

    @Test
    void a_webhook_that_is_set_later_gets_notices_from_then_on() throws IOException {
        alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("File 1 does not balance"));
        webhook(false).send();
        alarms.raise(AlarmCode.BALANCE, "file:2", Text.signs("File 2 does not balance"));

        webhook(true).send();

        assertThat(events()).containsExactly("OPENED BALANCE file:2");
    }
}
