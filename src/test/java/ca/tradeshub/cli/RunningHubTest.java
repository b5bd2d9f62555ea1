// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ca.tradeshub.audit.AuditVerification;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubTest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The commands that ask a running hub, and the pages that show the same. */
@HubTest
class RunningHubTest {

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CanonicalJson json;

    @Autowired
    RuleBook rules;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private MockMvc web;
    private long file;

    @BeforeEach
    void a_rejected_registration() throws IOException {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        Files.writeString(folder.resolve("right"), "demo\n");
        Files.writeString(folder.resolve("wrong"), "nonsense\n");
        Registration registration = Samples.registration(r -> r.agreementNumber = "TA-<b>");
        file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          content_sha256, size_bytes, received_at, state, records, amount, source_moved,
                                          rules_digest)
                        values ('explain-test', 'registrations', 'REG_20170115_000888.ndjson',
                                'REG_20170115_000888.ndjson', '2017-01-15', 888, repeat('b', 64), repeat('c', 64), 10,
                                now(), 'CLOSED', 1, 0, true, :rules)
                        returning id
                        """)
                .param("rules", rules.digest())
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into registration (file_id, line, byte_offset, byte_length, feed, record_key,
                                                  amount, state, rule, changed_at, agreement_number, client_id, trade,
                                                  canonical)
                        values (:f, 2, 120, 300, 'R', 'TA-<b>', 0, 'REJECTED', 'FMT-06', now(), 'TA-<b>', 'none', '310S',
                                cast(:content as json));
                        insert into balance_delta values (:f, 'REJECTED', 1, 0)
                        """)
                .params(Map.of("f", file, "content", json.write(registration)))
                .update();
    }

    @AfterEach
    void leave_no_trace() {
        jdbc.sql(
                        """
                        delete from balance_delta where file_id = :f;
                        delete from record where file_id = :f;
                        delete from file where id = :f
                        """)
                .param("f", file)
                .update();
    }

    @Test
    void a_record_is_explained_as_text_as_json_and_in_french() {
        Ran text = as("viewer", "right", "explain", file + ":2");
        assertThat(text.err()).isEmpty();
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains(
                        "Record REG_20170115_000888.ndjson:2  TA-<b>",
                        "FMT-06",
                        "satisfied",
                        "not applicable",
                        "The evaluation at receipt had a different result.");
        assertThat(as("viewer", "right", "explain", "REG_20170115_000888.ndjson:2")
                        .out())
                .isEqualTo(text.out());
        assertThat(as("viewer", "right", "explain", "--lang", "fr", file + ":2").out())
                .contains("Enregistrement REG_20170115_000888.ndjson:2", "respectée");
        assertThat(as("viewer", "right", "explain", "--json", file + ":2").out())
                .contains("\"kind\" : \"record\"", "\"offset\" : 120", "\"sha256\" : \"" + "c".repeat(64));
    }

    @Test
    void a_missing_record_and_a_rejected_user_are_reported_in_a_sentence() {
        assertThat(as("viewer", "right", "explain", "nothing").exit()).isEqualTo(1);
        Ran unknown = as("viewer", "wrong", "explain", file + ":2");
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("rejected the user viewer");
        Ran nobody = Ran.command(
                "explain",
                "--url",
                "http://127.0.0.1:1",
                "--password-file",
                folder.resolve("right").toString(),
                "1:2");
        assertThat(nobody.exit()).isEqualTo(4);
        assertThat(nobody.err()).contains("No hub responds at http://127.0.0.1:1");
    }

    @Test
    void an_address_that_takes_no_tls_is_reported_as_such() {
        Ran ran = Ran.command(
                "explain",
                "--url",
                "https://127.0.0.1:" + port,
                "--password-file",
                folder.resolve("right").toString(),
                "1:2");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .contains("No TLS connection to https://127.0.0.1:" + port + " can be made.", "trustStore")
                .doesNotContain("No hub responds");
    }

    @Test
    void a_hub_below_a_path_is_asked_there() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/hub/api/v1/audit/verification", exchange -> {
            byte[] body = "{\"entries\":3,\"hash\":\"ab\",\"broken\":null}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        proxy.start();
        try {
            Ran ran = Ran.command(
                    "verify-audit",
                    "--url",
                    "http://127.0.0.1:" + proxy.getAddress().getPort() + "/hub/",
                    "--password-file",
                    folder.resolve("right").toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("Entries checked: 3");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void an_operator_previews_and_runs_a_rejudgement_and_a_viewer_may_not() {
        assertThat(as("viewer", "right", "rejudge", "--preview").err()).contains("may not do this");

        Ran preview = as("operator", "right", "rejudge", "--preview");
        assertThat(preview.err()).isEmpty();
        assertThat(preview.out())
                .contains("Preview under rule set " + rules.digest().substring(0, 12));

        Ran run = as("operator", "right", "rejudge");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Re-evaluated under rule set");
        assertThat(jdbc.sql("select count(*) from audit where actor = 'operator' and action = 'rejudge'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
        assertThat(jdbc.sql("select detail::text from audit where actor = 'operator' and action = 'rejudge'"
                                + " order by id limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"step\":\"preview\"}");
    }

    @Test
    void an_operator_declares_sequence_numbers_as_never_used_and_a_viewer_may_not() {
        assertThat(as("viewer", "right", "sequence-unused", "explain-test/registrations", "1-887", "--reason", "None")
                        .err())
                .contains("may not do this");

        Ran used = as("operator", "right", "sequence-unused", "explain-test/registrations", "880-890", "--reason", "x");
        assertThat(used.exit()).isEqualTo(4);
        assertThat(used.err()).contains("Accepted files use these numbers: 888");
        Ran wrong = as("operator", "right", "sequence-unused", "explain-test/registrations", "5 to 7", "--reason", "x");
        assertThat(wrong.exit()).isEqualTo(2);

        Ran declared = as(
                "operator", "right", "sequence-unused", "explain-test/registrations", "886-887", "--reason", "Skipped");
        assertThat(declared.err()).isEmpty();
        assertThat(declared.out()).contains("Declared as never used: explain-test/registrations 886-887");
        assertThat(jdbc.sql("select reason from unused_sequence where sender = 'explain-test' and last = 887")
                        .query(String.class)
                        .single())
                .isEqualTo("Skipped");

        assertThat(as(
                                "viewer",
                                "right",
                                "sequence-unused",
                                "explain-test/registrations",
                                "886-887",
                                "--withdraw",
                                "--reason",
                                "x")
                        .err())
                .contains("may not do this");
        Ran other = as(
                "operator",
                "right",
                "sequence-unused",
                "explain-test/registrations",
                "886",
                "--withdraw",
                "--reason",
                "x");
        assertThat(other.exit()).isEqualTo(4);
        assertThat(other.err()).contains("Give the numbers as they were declared: 886-887");
        Ran withdrawn = as(
                "operator",
                "right",
                "sequence-unused",
                "explain-test/registrations",
                "886-887",
                "--withdraw",
                "--reason",
                "They were sent");
        assertThat(withdrawn.err()).isEmpty();
        assertThat(withdrawn.out()).contains("Declaration withdrawn: explain-test/registrations 886-887");
        assertThat(jdbc.sql("select withdrawn_by || ' ' || withdrawn_reason from unused_sequence"
                                + " where sender = 'explain-test' and last = 887")
                        .query(String.class)
                        .single())
                .isEqualTo("operator They were sent");
    }

    @Test
    void the_audit_chain_is_verified_by_any_user_and_the_first_broken_entry_named() {
        assertThat(as("operator", "right", "rejudge", "--preview").err()).isEmpty();
        Ran intact = as("viewer", "right", "verify-audit");
        assertThat(intact.err()).isEmpty();
        assertThat(intact.exit()).isZero();
        String last = jdbc.sql("select id || ':' || hash from audit order by id desc limit 1")
                .query(String.class)
                .single();
        assertThat(intact.out())
                .contains("intact. Entries checked: " + last.split(":")[0])
                .contains("Last intact entry: " + last);
        assertThat(as("viewer", "right", "verify-audit", "--known", last).exit())
                .isZero();

        jdbc.sql("update audit set actor = actor || 'x' where id = 1").update();
        try {
            Ran broken = as("viewer", "right", "verify-audit");
            assertThat(broken.exit()).isEqualTo(3);
            assertThat(broken.out())
                    .contains("the content of entry 1 is not what its hash was calculated from")
                    .contains("Intact entries before it: 0")
                    .doesNotContain("Last intact entry");
            assertThat(as("viewer", "right", "verify-audit", "--json").out())
                    .contains("\"position\" : 1", "\"fault\" : \"ALTERED\"");
        } finally {
            jdbc.sql("update audit set actor = left(actor, -1) where id = 1").update();
        }
    }

    @Test
    void every_fault_of_the_audit_chain_is_reported_in_both_languages() {
        String other = "1:" + "f".repeat(64);
        String later = "999999:" + "f".repeat(64);
        assertThat(as("operator", "right", "rejudge", "--preview").err()).isEmpty();
        assertThat(as("viewer", "right", "verify-audit", "--known", other).out())
                .contains("was rewritten: entry 1 has");
        assertThat(as("viewer", "right", "verify-audit", "--lang", "fr", "--known", later)
                        .out())
                .contains("La piste d'audit est rompue", "manque");
        assertThat(as("viewer", "right", "verify-audit", "--known", "1:f").exit())
                .isEqualTo(2);
        for (AuditVerification.Fault fault : AuditVerification.Fault.values()) {
            assertThat(CommandTexts.text("audit.broken." + fault.name().toLowerCase(Locale.ROOT), "7")
                            .fr())
                    .contains("7");
        }
    }

    @Test
    void the_page_shows_the_same_escaped_and_in_both_languages() throws Exception {
        assertThat(page("/explain/" + file + ":2"))
                .contains("TA-&lt;b&gt;", "FMT-06", "satisfied", "c".repeat(64), "120 + 300", "lang=\"en-CA\"")
                .doesNotContain("TA-<b>", "style=");
        assertThat(page("/explain/" + file + ":2?lang=fr")).contains("Résultats des règles", "lang=\"fr-CA\"");
        assertThat(page("/law"))
                .contains(
                        "R1055-3a",
                        "attc.rate.general",
                        "0.25",
                        "s. 27 (4)",
                        "No feed carries the facts.",
                        rules.digest())
                .doesNotContain("style=");
        assertThat(page("/law?lang=fr"))
                .contains("Couverture", "Aucun flux ne contient les faits.", "lang=\"fr-CA\"")
                .doesNotContain("word(");
        assertThat(page("/files/" + file)).contains("/explain/" + file + ":2");
    }

    private Ran as(String user, String password, String command, String... arguments) {
        java.util.List<String> line = new java.util.ArrayList<>(java.util.List.of(
                command,
                "--url",
                "http://127.0.0.1:" + port,
                "--user",
                user,
                "--password-file",
                folder.resolve(password).toString()));
        line.addAll(java.util.List.of(arguments));
        return Ran.command(line.toArray(String[]::new));
    }

    private String page(String path) throws Exception {
        return web.perform(get(path).with(user("v").roles("VIEWER")))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
