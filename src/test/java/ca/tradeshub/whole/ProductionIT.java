// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSSecurityException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub of the production composition: database, broker and drop site are servers of their own. */
class ProductionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PERSONS = 3;
    private static final String REGISTRY_ANSWERS = "hub.acknowledgements.registry";
    private static final String TAX_ANSWERS = "hub.acknowledgements.tax";

    @Test
    void partners_of_a_standalone_broker_acknowledge_for_themselves_and_learn_that_a_period_is_complete(
            @TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess hub = servers.hub(
                                "hub",
                                "--hub.periods.length=day",
                                "--hub.periods.grace=0s",
                                "--hub.periods.check-interval=500")
                        .start();
                Partner registry = servers.broker.partner("registry");
                Partner tax = servers.broker.partner("tax")) {
            servers.drop(Production.OFFICE, Wire.registrations(1, 0, PERSONS));
            servers.drop(Production.PAYROLL, Wire.payroll(1, 0, PERSONS, 4));
            servers.drop(Production.PAYROLL, Wire.control(1, PERSONS, 4));
            List<Partner.Received> records = registry.take(Partner.REGISTRY, PERSONS, 30_000);
            List<Partner.Received> claims = tax.take(Partner.TAX, PERSONS, 30_000);
            assertThat(records).hasSize(PERSONS);
            assertThat(claims).hasSize(PERSONS);

            only_the_partner_itself_acknowledges(servers, hub, registry, tax, id(records.get(0)), id(claims.get(0)));
            a_stamp_is_not_believed_where_permissions_are_too_wide(servers, tax, id(records.get(1)));
            assertThat(hub.get("/actuator/health", "viewer")).contains("ATTENTION", "refused acknowledgements");
            the_consumers_receive_that_a_period_is_complete(servers, registry, tax, records);
        }
    }

    private static void only_the_partner_itself_acknowledges(
            Production servers, HubProcess hub, Partner registry, Partner tax, String record, String claim)
            throws Exception {
        for (String queue : List.of(REGISTRY_ANSWERS, "hub.acknowledgements", Partner.TAX, "hub.dead-letters")) {
            assertThatThrownBy(() -> tax.send(queue, refusal(record), "registry"))
                    .as("tax may not send to " + queue)
                    .isInstanceOf(JMSSecurityException.class);
        }
        assertThatThrownBy(() -> tax.drain(Partner.REGISTRY, 100)).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> registry.drain(TAX_ANSWERS + ".refused", 100))
                .isInstanceOf(JMSSecurityException.class);

        tax.send(TAX_ANSWERS, refusal(record), "registry");
        tax.send(TAX_ANSWERS, posted(claim), null);
        registry.send(REGISTRY_ANSWERS, posted(record), "tax");

        Awaitility.await("both acknowledgements").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(acknowledgement(servers, record)).isEqualTo("POSTED by registry");
            assertThat(acknowledgement(servers, claim)).isEqualTo("POSTED by tax");
        });
        List<JsonNode> replies = tax.texts(TAX_ANSWERS + ".refused", 10_000);
        assertThat(replies).hasSize(1);
        assertThat(replies.get(0).toString()).contains(record);
        assertThat(servers.count("select count(*) from exception_case where type = 'CONSUMER_REFUSED'"))
                .isZero();
        assertThat(hub.metric("hub_alarms_open", "ACKNOWLEDGEMENT-REFUSED")).isEqualTo(1);
    }

    /** As on a broker that lets partners send to the queue that only the embedded broker may serve. */
    private static void a_stamp_is_not_believed_where_permissions_are_too_wide(
            Production servers, Partner tax, String record) {
        servers.broker.configure(
                servers.broker
                        .configuration()
                        .replace(
                                "</security-settings>",
                                """
                        <security-setting match="hub.acknowledgements">
                          <permission type="send" roles="hub,tax"/>
                          <permission type="consume" roles="hub"/>
                        </security-setting>
                        </security-settings>"""));
        Awaitility.await("the wider permission")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(JMSSecurityException.class)
                .until(() -> {
                    tax.send("hub.acknowledgements", refusal(record), "registry");
                    return true;
                });

        Awaitility.await("the entry of nobody")
                .atMost(PATIENCE)
                .until(() -> servers.count("select count(*) from refused_acknowledgement where partner = ''") == 1);
        assertThat(acknowledgement(servers, record)).isEqualTo("none");
    }

    /** The files and messages of this test are made a day older, so that their day has ended. */
    private static void the_consumers_receive_that_a_period_is_complete(
            Production servers, Partner registry, Partner tax, List<Partner.Received> records) throws Exception {
        LocalDate yesterday = LocalDate.now(ZoneId.of("America/Toronto")).minusDays(1);
        for (String table : List.of("send_batch", "delayed_message")) {
            servers.sql()
                    .sql("update " + table + " set sent_at = sent_at - interval '1 day'")
                    .update();
        }
        servers.sql()
                .sql("update file set received_at = received_at - interval '1 day',"
                        + " file_date = case when feed = 'registrations' then cast(:day as date) else file_date end")
                .param("day", yesterday)
                .update();

        List<Partner.Received> period = registry.take(Partner.REGISTRY + ".periods", 1, 20_000);
        assertThat(tax.take(Partner.TAX + ".periods", 1, 20_000)).hasSize(1);
        assertThat(period).hasSize(1);
        JsonNode body = period.get(0).body();
        assertThat(body.at("/period/end").asText()).isEqualTo(yesterday.toString());
        assertThat(body.at("/messages/NEW").asInt()).isEqualTo(PERSONS);
        assertThat(body.at("/feeds/arrived").toString()).isEqualTo("[\"registrations\"]");
        assertThat(body.at("/feeds/missing").toString()).isEqualTo("[\"certificates\"]");
        assertThat(body.path("digest").asText())
                .isEqualTo(Sha256.hex(records.stream()
                        .map(ProductionIT::id)
                        .sorted()
                        .map(id -> id + "\n")
                        .collect(Collectors.joining())));
        assertThat(period.get(0).properties())
                .containsEntry("contract", "period-complete/1")
                .containsEntry("recordKey", yesterday + "/" + yesterday);
        assertThat(registry.drain(Partner.REGISTRY + ".periods", 1_500)).isEmpty();
    }

    private static String acknowledgement(Production servers, String messageId) {
        return servers.sql()
                .sql("select coalesce(acknowledgement || ' by ' || acknowledged_by, 'none') from message_status"
                        + " where message_id = :id")
                .param("id", messageId)
                .query(String.class)
                .single();
    }

    private static String id(Partner.Received message) {
        return message.body().path("messageId").asText();
    }

    private static String posted(String messageId) {
        return "{\"messageId\":\"%s\",\"status\":\"POSTED\",\"at\":\"2026-11-21T12:00:00Z\"}".formatted(messageId);
    }

    private static String refusal(String messageId) {
        return "{\"messageId\":\"%s\",\"status\":\"REFUSED\",\"reason\":\"No\",\"at\":\"2026-11-21T12:00:00Z\"}"
                .formatted(messageId);
    }
}
