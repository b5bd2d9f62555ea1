// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with {@code --demo}, from a folder of its own, as a newcomer starts it. */
class DemoIT {

    /** The last statuses of files with pending records come soon and not half a minute after the last change. */
    static final String STATUS_SOON = "--hub.intake.status-delay=2s";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path LAST_WAVE = Path.of("fixtures", "demo", "3-exceptions.expected.yaml");
    private static final Path SECOND_WAVE = Path.of("fixtures", "demo", "2-corrections.expected.yaml");
    private static final Path FIRST_WAVE =
            Path.of("fixtures", "demo", "1-registrations-certificates-and-pay.expected.yaml");
    /** What a rule set is called, which every release changes. */
    private static final Pattern RULE_SET = Pattern.compile("(?<=under rule set )([0-9a-f]{12}|…)");

    private static final Pattern SIN = Pattern.compile("\"sin\" ?: ?\"(\\d{9})\"|,(\\d{9}),");

    @Test
    void the_demo_prints_what_the_readme_shows_a_restart_adds_nothing_and_another_interpretation_changes_it(
            @TempDir Path folder) throws Exception {
        try (HubProcess hub =
                new HubProcess(folder, "--demo", STATUS_SOON).packed().start()) {
            Awaitility.await("the demo's end")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> hub.console().contains("The demo is complete."));

            assertThat(hub.console())
                    .as("what the README shows")
                    .contains(DocumentPart.shown("demo")
                            .content()
                            .replace("```\n", "")
                            .replace("\n```", "")
                            .replace(":8080/", ":" + hub.http + "/"));
            JsonNode expected = new ObjectMapper(new YAMLFactory()).readTree(LAST_WAVE.toFile());
            checkAnswers(hub, expected);
            List<Partner.Received> messages = new ArrayList<>();
            try (Partner partner = new Partner(hub.amqp)) {
                messages.addAll(partner.drain(Partner.REGISTRY, 2000));
                messages.addAll(partner.drain(Partner.TAX, 2000));
                checkMessages(messages);
                String posted = messages.get(0).body().path("messageId").asText();
                partner.acknowledge(
                        """
                        {"messageId":"%s","status":"POSTED","at":"2026-11-21T12:00:00Z"}
                        """
                                .formatted(posted));
            }
            assertThat(hub.page("/", "viewer")).contains("REG_20170115_000001.ndjson", "FILE-COUNT");
            checkAnExplanation(hub.page("/explain/PAY_123026635_20170131_000001.csv:2?lang=fr", "viewer"));
            assertThat(hub.get("/actuator/health", null)).contains("UP").doesNotContain("components");
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
            assertThat(hub.stop()).isLessThan(Duration.ofSeconds(30));

            hub.start();
            assertThat(hub.console()).contains("are not dropped again");
            try (Partner partner = new Partner(hub.amqp)) {
                assertThat(partner.drain(Partner.REGISTRY, 4000)).isEmpty();
                assertThat(partner.drain(Partner.TAX, 2000)).isEmpty();
            }
            checkAnswers(hub, expected);
            checkNothingPersonalIsWritten(folder);
        }
        try (HubProcess hub = new HubProcess(
                        folder, "--demo", STATUS_SOON, "--hub.law.interpretations.C1=two-days-before-anniversary")
                .start()) {
            String preview = RULE_SET.matcher(hub.ask("rejudge", "--preview"))
                    .replaceAll("")
                    .strip();
            assertThat(preview).contains("AMEND", "Nothing was written.");
            assertThat(RULE_SET.matcher(DocumentPart.shown("preview").content()).replaceAll(""))
                    .as("The document shows:%n%s", preview)
                    .contains(preview);
            checkTheFirstDrop(hub);
        }
    }

    @Test
    void the_jar_s_commands_run_as_processes_of_their_own(@TempDir Path folder) throws Exception {
        String held = Path.of("fixtures", "records", "same-record-twice-unequal", "employment-ontario")
                .resolve("REG_20170301_000001.ndjson")
                .toString();
        String refused = Path.of("fixtures", "refused", "total-off-by-a-cent", "employment-ontario")
                .resolve("REG_20170301_000001.ndjson")
                .toString();

        Command check = Command.run("check", "--json", held, refused);
        assertThat(check.exit()).isEqualTo(3);
        assertThat(JSON.readTree(check.out()).at("/0/balance/records/held").asInt())
                .isEqualTo(2);
        assertThat(JSON.readTree(check.out()).at("/1/remedyFr").asText())
                .isEqualTo(
                        "Corrigez l'enregistrement dont le montant est erroné, ou le total de contrôle, et renvoyez le fichier.");
        assertThat(check.err()).isEmpty();

        Command config = Command.run(
                "check-config",
                "--hub.state-dir=" + folder.resolve("var"),
                "--hub.drop-site.port=0",
                "--hub.broker.amqp-port=0",
                "--server.port=0");
        assertThat(config.out().lines()).hasSizeGreaterThan(6).allMatch(line -> line.startsWith("ok "));
        assertThat(config.exit()).isZero();
        assertThat(config.err()).isEmpty();
        assertThat(folder).isEmptyDirectory();

        Command unknown = Command.run("chekc");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no command 'chekc'.", "Did you mean check?");
    }

    /** A command of the packaged jar in a locale that knows no accents: its exit code and what it wrote. */
    private record Command(int exit, String out, String err) {

        static Command run(String... arguments) throws IOException, InterruptedException {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HubProcess.QUICK_COMPILER,
                    HubProcess.SERIAL_COLLECTOR,
                    "-jar",
                    Path.of("target", "trades-hub.jar").toString()));
            line.addAll(List.of(arguments));
            Path err = Files.createTempFile("command", ".err");
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String complaints = Files.readString(err, StandardCharsets.UTF_8);
            Files.delete(err);
            return new Command(exit, out, complaints);
        }
    }

    /** The README's own first drop: the registration that a pay line of the demo waits for. */
    private static void checkTheFirstDrop(HubProcess hub) throws Exception {
        Matcher put = Pattern.compile("put (\\S+) in/")
                .matcher(DocumentPart.shown("first-drop: commands").content());
        assertThat(put.find()).isTrue();
        Path file = Path.of(put.group(1));
        String name = file.getFileName().toString();
        String pay = "PAY_123026635_20170131_000001.csv.status.json";
        try (DropSite site = new DropSite(hub.sftp, "employment-ontario");
                DropSite garage = new DropSite(hub.sftp, "payroll-maple")) {
            site.drop(name, Files.readAllBytes(file));
            Awaitility.await("the registration is delivered")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> delivered(site.answer(name + ".receipt.json")) == 1
                            || delivered(site.answer(name + ".status.json")) == 1);
            List<String> shown = DocumentPart.shown("first-drop: receipt")
                    .content()
                    .lines()
                    .filter(line -> !line.equals("```") && !line.strip().equals("…"))
                    .toList();
            assertThat(shown).hasSizeGreaterThan(5);
            assertThat(site.answer(name + ".receipt.json").lines())
                    .as("what the README shows")
                    .containsSubsequence(shown);
            Awaitility.await("the pay line is delivered")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> delivered(garage.answer(pay)) == 104);
            List<String> claims = FirstClient.readClaims("amqp://127.0.0.1:" + hub.amqp);
            assertThat(claims).hasSize(1);
            assertThat(claims.get(0))
                    .startsWith("123026635RP0001/TA-2016-000199/2016-12-31 NEW {")
                    .contains("\"credit\":\"176.00\"");
        }
        assertThat(Files.readString(Path.of("README.md"))).contains("a credit of $176.00");
    }

    private static int delivered(String answer) throws IOException {
        return answer == null
                ? 0
                : JSON.readTree(answer).at("/balance/records/delivered").asInt();
    }

    private static void checkAnExplanation(String page) {
        assertThat(page)
                .contains("PAY_123026635_20170131_000001.csv:2", "Nouveau calcul", "36 mois à compter du")
                .doesNotContain("months from");
        assertThat(page.substring(page.indexOf("</main>")).replaceAll("\\s", ""))
                .as("what stands below the page")
                .isEqualTo("</main></body></html>");
    }

    static void checkAnswers(HubProcess hub, JsonNode expected) throws IOException {
        assertThat(expected.get("files")).hasSizeGreaterThan(6);
        Map<String, DropSite> sites = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> file : expected.get("files").properties()) {
                String sender = file.getKey().substring(0, file.getKey().indexOf('/'));
                String name = file.getKey().substring(sender.length() + 1);
                if (!sites.containsKey(sender)) {
                    sites.put(sender, new DropSite(hub.sftp, sender));
                }
                // Most answers are there: the time before a first look at each would add up to half a minute.
                Awaitility.await("the last answer on " + name)
                        .atMost(Duration.ofSeconds(60))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> checkAnswer(sites.get(sender), name, file.getValue()));
            }
        } finally {
            for (DropSite site : sites.values()) {
                site.close();
            }
        }
    }

    private static void checkAnswer(DropSite site, String name, JsonNode expected) throws IOException {
        JsonNode receipt = JSON.readTree(site.answer(name + ".receipt.json"));
        assertThat(receipt.path("verdict")).isEqualTo(expected.get("verdict"));
        assertThat(receipt.path("code").asText(null))
                .isEqualTo(expected.path("code").asText(null));
        if (expected.has("balance")) {
            String status = site.answer(name + ".status.json");
            JsonNode balance = (status == null ? receipt : JSON.readTree(status)).path("balance");
            for (Map.Entry<String, JsonNode> state : expected.get("balance").properties()) {
                assertThat(balance.at("/records/" + state.getKey()).asInt())
                        .as(state.getKey())
                        .isEqualTo(state.getValue().path("records").asInt());
                assertThat(new BigDecimal(
                                balance.at("/amount/" + state.getKey()).asText()))
                        .as(state.getKey())
                        .isEqualByComparingTo(state.getValue().path("amount").decimalValue());
            }
        }
    }

    private static void checkMessages(List<Partner.Received> messages) throws IOException {
        Map<String, JsonNode> expected = new TreeMap<>();
        List<String> amended = new ArrayList<>();
        for (Path wave : List.of(FIRST_WAVE, SECOND_WAVE)) {
            new ObjectMapper(new YAMLFactory())
                    .readTree(wave.toFile())
                    .get("messages")
                    .forEach(queue -> queue.forEach(message -> {
                        expected.put(message.get("key").asText(), message);
                        if (message.get("kind").asText().equals("AMEND")) {
                            amended.add(message.get("key").asText());
                        }
                    }));
        }
        Map<String, Partner.Received> last = Partner.last(messages);
        assertThat(last.keySet()).isEqualTo(expected.keySet());
        assertThat(amended)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(last.get(key).version()).isGreaterThan(1));
        expected.forEach((key, message) -> {
            if (message.has("credit")) {
                assertThat(new BigDecimal(
                                last.get(key).body().at("/computation/credit").asText()))
                        .isEqualByComparingTo(message.get("credit").decimalValue());
            }
        });
        SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (Partner.Received message : messages) {
            String contract = message.body().get("contract").asText().replace('/', '-');
            try (var in =
                    Files.newInputStream(Path.of("src", "main", "resources", "contracts", contract + ".schema.json"))) {
                assertThat(schemas.getSchema(in).validate(message.body())).isEmpty();
            }
            assertThat(message.properties())
                    .containsEntry("JMSCorrelationID", message.key())
                    .containsEntry("kind", message.body().get("kind").asText());
        }
    }

    /** No social insurance number of the fixtures stands in a log, a terminal, an answer or a moved file's name. */
    private static void checkNothingPersonalIsWritten(Path folder) throws IOException {
        Set<String> numbers = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("fixtures", "demo"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = SIN.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (matcher.find()) {
                    numbers.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            }
        }
        assertThat(numbers).hasSizeGreaterThan(2);
        List<Path> written = new ArrayList<>(List.of(folder.resolve("console.log")));
        try (Stream<Path> log = Files.walk(folder.resolve("var/log"));
                Stream<Path> drop = Files.walk(folder.resolve("var/drop"))) {
            log.filter(Files::isRegularFile).forEach(written::add);
            drop.filter(Files::isRegularFile)
                    .filter(path -> path.getParent().endsWith("out"))
                    .forEach(written::add);
        }
        assertThat(written).hasSizeGreaterThan(8);
        for (Path file : written) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(numbers.stream().filter(text::contains).toList())
                    .as("numbers in " + folder.relativize(file))
                    .isEmpty();
        }
    }
}
