// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three files of a story in all six orders, six groups of persons side by side in one hub. */
class OrderOfFilesIT {

    private static final int PERSONS = 3;
    private static final List<String> ORDERS = List.of("RCP", "RPC", "CRP", "CPR", "PRC", "PCR");

    @Test
    void the_three_files_end_the_same_in_any_order(@TempDir Path folder) throws Exception {
        try (HubProcess hub = new HubProcess(folder).start();
                DropSite registrations = new DropSite(hub.sftp, "employment-ontario");
                DropSite certificates = new DropSite(hub.sftp, "legacy-college");
                DropSite payroll = new DropSite(hub.sftp, "payroll-maple");
                Partner partner = new Partner(hub.amqp)) {
            List<Partner.Received> received = new ArrayList<>();
            for (int turn = 0; turn < 3; turn++) {
                for (int order = 0; order < ORDERS.size(); order++) {
                    int first = order * 100;
                    switch (ORDERS.get(order).charAt(turn)) {
                        case 'R' -> drop(registrations, Wire.registrations(order + 1, first, PERSONS));
                        case 'C' -> drop(certificates, Wire.certificates(order + 1, first, PERSONS));
                        default -> {
                            drop(payroll, Wire.payroll(order + 1, first, PERSONS, 20));
                            drop(payroll, Wire.control(order + 1, PERSONS, 20));
                        }
                    }
                }
                int answered = (turn + 1) * ORDERS.size();
                Awaitility.await("answers of turn " + turn)
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> receipts(registrations) + receipts(certificates) + receipts(payroll) == answered);
                received.addAll(partner.drain(Partner.REGISTRY, 3000));
                received.addAll(partner.drain(Partner.TAX, 3000));
            }

            assertEqualEnds(received);
        }
    }

    /** The same over two hubs as two processes, which stage and apply files of the same turn at the same time. */
    @Test
    @Tag("faults")
    void the_three_files_end_the_same_in_any_order_over_two_hubs(@TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess first = servers.hub("first").launch();
                HubProcess second = servers.hub("second").launch();
                Partner registry = servers.broker.partner("registry");
                Partner tax = servers.broker.partner("tax")) {
            first.awaitHealth();
            second.awaitHealth();
            List<Partner.Received> received = new ArrayList<>();
            for (int turn = 0; turn < 3; turn++) {
                for (int order = 0; order < ORDERS.size(); order++) {
                    int from = order * 100;
                    switch (ORDERS.get(order).charAt(turn)) {
                        case 'R' -> servers.drop(Production.OFFICE, Wire.registrations(order + 1, from, PERSONS));
                        case 'C' -> servers.drop(Production.COLLEGE, Wire.certificates(order + 1, from, PERSONS));
                        default -> {
                            servers.drop(Production.PAYROLL, Wire.payroll(order + 1, from, PERSONS, 20));
                            servers.drop(Production.PAYROLL, Wire.control(order + 1, PERSONS, 20));
                        }
                    }
                }
                int answered = (turn + 1) * ORDERS.size();
                Awaitility.await("answers of turn " + turn)
                        .atMost(Duration.ofSeconds(90))
                        .until(() ->
                                servers.count("select count(*) from sender_response where revision > 0") == answered
                                        && servers.count("select count(*) from dirty_key") == 0
                                        && servers.count("select count(*) from message_status where not sent") == 0);
                received.addAll(registry.drain(Partner.REGISTRY, 2000));
                received.addAll(tax.drain(Partner.TAX, 2000));
            }

            assertEqualEnds(received);
            assertThat(servers.count("select count(*) from parked")).isZero();
        }
    }

    private static void assertEqualEnds(List<Partner.Received> received) {
        Map<String, Partner.Received> last = Partner.last(received);
        assertThat(last).hasSize(ORDERS.size() * PERSONS * 2);
        List<Map<String, String>> ends = new ArrayList<>();
        for (int order = 0; order < ORDERS.size(); order++) {
            ends.add(normalized(last, order * 100));
        }
        assertThat(ends.get(0)).hasSize(PERSONS * 2);
        assertThat(ends.get(0).values()).anyMatch(body -> body.contains("\"credit\""));
        assertThat(ends).allSatisfy(end -> assertThat(end).isEqualTo(ends.get(0)));
    }

    private static void drop(DropSite site, Wire.File file) throws Exception {
        site.drop(file.name(), file.content());
    }

    private static long receipts(DropSite site) throws Exception {
        return site.list("out").stream()
                .filter(name -> name.endsWith(".receipt.json"))
                .count();
    }

    /** The content of a group's persons with the person's number in place of what names the person. */
    private static Map<String, String> normalized(Map<String, Partner.Received> last, int first) {
        Map<String, String> normalized = new TreeMap<>();
        for (int i = 0; i < PERSONS; i++) {
            int person = first + i;
            for (String key : List.of(Wire.account(person) + "/309A", Wire.claimKey(person))) {
                String body = key + last.get(key).content();
                body = body.replace(Wire.agreement(person), "AGREEMENT" + i)
                        .replace(Wire.account(person), "ACCOUNT" + i)
                        .replace(Integer.toString(1_000_000 + person), "CLIENT" + i)
                        .replace("Family" + person, "FAMILY" + i)
                        .replace("%010d".formatted(person + 1), "CERTIFICATE" + i);
                normalized.put((key.contains("TA-") ? "claim" : "record") + i, body);
            }
        }
        return normalized;
    }
}
