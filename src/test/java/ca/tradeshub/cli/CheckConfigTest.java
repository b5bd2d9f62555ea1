// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.preflight.CheckResult;
import ca.tradeshub.testing.DocumentPart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConfigTest {

    @TempDir
    Path folder;

    @Test
    void the_jar_s_own_configuration_is_all_well() throws IOException {
        Ran ran = check("--json");

        assertThat(ran.err()).isEmpty();
        List<String> states = new ArrayList<>();
        for (JsonNode point : new ObjectMapper().readTree(ran.out())) {
            states.add(point.get("area").asText() + " " + point.get("state").asText());
        }
        assertThat(states)
                .contains("settings ok", "mappings ok", "routes ok", "keys ok", "folders ok")
                .allMatch(state -> state.endsWith(" ok"));
        assertThat(ran.exit()).isZero();
        assertThat(folder.resolve("var")).doesNotExist();
    }

    @Test
    void every_wrong_setting_is_named_at_once_and_no_value_is_shown() {
        Ran ran = check(
                "--hub.stat-dir=x",
                "--hub.processing.workers=0",
                "--hub.database.port=s3cret",
                "--hub.senders.payroll-new.feed=payroll");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines())
                .allMatch(line -> line.startsWith("failed  settings"))
                .anyMatch(line -> line.contains("hub.stat-dir") && line.endsWith("Did you mean hub.state-dir?"))
                .anyMatch(line -> line.contains("hub.processing.workers: must be greater than or equal to 1."))
                .anyMatch(line -> line.contains("hub.database.port") && line.contains("must be a whole number"))
                .anyMatch(line -> line.contains("payroll-new") && line.contains("layout"));
        assertThat(ran.out()).doesNotContain("s3cret");
    }

    @Test
    void production_without_its_servers_names_all_that_is_missing() {
        Ran ran = check("--hub.composition=production");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out())
                .contains(
                        "hub.database.url",
                        "hub.broker.url",
                        "hub.keys.file",
                        "There are no senders",
                        "There are no console users");
    }

    @Test
    void a_setting_under_its_old_name_works_with_a_warning() {
        assertThat(check("--hub.readings.C1=two-days-before-anniversary").out())
                .contains("warning settings    The setting hub.readings")
                .contains("is now named hub.law.interpretations")
                .doesNotContain("is unknown");
        assertThat(check("--hub.readings.C1=no-such-choice").out()).contains("no-such-choice");
        assertThat(check("--hub.law.interpretations.C1=two-days-before-anniversary")
                        .out())
                .doesNotContain("is now named");
    }

    @Test
    void errors_in_routes_sheets_and_keys_are_reported() throws IOException {
        Path routes = copy(Path.of("routes"));
        replace(routes.resolve("intake.camel.yaml"), "serverAliveInterval:", "serverAliveIntervall:");
        replace(routes.resolve("process-file.camel.yaml"), "ref: fileApplication", "ref: fileAplication");
        replace(routes.resolve("reconcile.camel.yaml"), "method: reconcile\n", "method: reconsile\n");
        Files.writeString(routes.resolve("responses.camel.yaml"), "- rout:\n    id: x\n");
        Path mappings = copy(Path.of("mappings"));
        replace(mappings.resolve("payroll-boreal.mapping.yaml"), "charset: windows-1252", "charset: windows-9999");
        Path keys = folder.resolve("sin.keys");
        Files.writeString(keys, "current=a\na=c2hvcnQ=\n");

        Ran ran = check("--hub.routes-dir=" + routes, "--hub.mappings-dir=" + mappings, "--hub.keys.file=" + keys);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines().filter(line -> line.startsWith("failed")))
                .anyMatch(line -> line.contains("intake.camel.yaml") && line.contains("serverAliveIntervall"))
                .anyMatch(line -> line.contains("process-file-rehearse") && line.contains("fileAplication"))
                .anyMatch(line -> line.contains("reconciler.reconsile"))
                .anyMatch(line -> line.contains("responses.camel.yaml cannot be loaded"))
                .anyMatch(line -> line.contains("template responses.out"))
                .anyMatch(line -> line.contains("payroll-boreal.mapping.yaml"))
                .anyMatch(line -> line.contains("sin.keys is not valid"));
    }

    @Test
    void routes_that_load_but_would_not_work_are_reported() throws IOException {
        Path routes = copy(Path.of("routes"));
        replace(routes.resolve("alarms.camel.yaml"), "id: alarms\n", "id: responses.round\n");
        replace(routes.resolve("intake.camel.yaml"), "routeConfigurationId: refuse", "routeConfigurationId: refus");
        replace(routes.resolve("intake.camel.yaml"), "connectTimeout: 10000", "connectTimeout: soon");
        replace(routes.resolve("intake.camel.yaml"), "body.toProcess}", "body.toProcess");
        Files.move(routes.resolve("deliver.camel.yaml"), routes.resolve("deliver.yaml"));
        Files.writeString(routes.resolve("reconcile.camel.yaml"), "- route:\n    id: x\n   from: [\n");

        Ran ran = check("--hub.routes-dir=" + routes);

        assertThat(ran.out().lines().filter(line -> !line.startsWith("ok ")))
                .anyMatch(line -> line.contains("the id responses.round is used by more than one route"))
                .anyMatch(line -> line.contains("intake.camel.yaml: the routeConfiguration refus does not exist,"))
                .anyMatch(line -> line.contains("the value of its parameter connectTimeout is not valid"))
                .anyMatch(line -> line.contains("the expression ${body.toProcess cannot be read"))
                .anyMatch(line -> line.startsWith("warning routes")
                        && line.contains("deliver, deliver.dead-letters, deliver.send"))
                .anyMatch(line -> line.contains("reconcile.camel.yaml cannot be loaded: Line 3 is not valid YAML"));
    }

    @Test
    void an_invalid_setting_is_reported_with_its_name_and_valid_form() throws IOException {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(file, "hub:\n  senders:\n\tx: 1\n");

        assertThat(check("--hub.senders.payroll-acme.feed=payrol").out())
                .contains("must be one of registrations, certificates, payroll.");
        assertThat(check("--hub.senders.payroll-acme.feed=payroll").out())
                .startsWith(
                        "failed  settings    The setting hub.senders.payroll-acme: a payroll sender needs a layout");
        assertThat(check("--hub.senders.a.incomplete-upload-limit=4x").out()).contains("must be a duration, such as");
        assertThat(check("--hub.users.bob.password=x", "--hub.users.bob.roles=admin")
                        .out())
                .contains("must be one or several of viewer, operator, approver.");
        assertThat(check("--hub.processing.reject-share=20%").out())
                .contains("must be a number with a decimal point, such as 0.2.");
        assertThat(check("--hub.law.interpretations.C1=foo").out())
                .contains("offers day-before-anniversary and two-days-before-anniversary, not foo.");
        assertThat(check("--hub.processing.workers=two").out()).contains("must be a whole number.");
        assertThat(check("--hub.demo.enabled=perhaps").out()).contains("must be true or false.");
        assertThat(check("--hub.senders.payroll-maple.poll-interval=0s").out()).contains("poll-interval: must be");
        assertThat(check("--hub.alarms.webhook=x").out()).contains("The setting hub.alarms: webhook is an http");
        assertThat(check("--hub.database.url=jdbc:postgresql://x/y").out())
                .contains(
                        "warning settings    The setting hub.database.url has no effect in the embedded composition.");
        assertThat(check("--server.port=99999").out()).contains("The setting server.port is not a port number.");
        assertThat(check("--spring.config.additional-location=file:" + file).out())
                .contains("The settings cannot be read. Line 3 is not valid YAML");
        assertThat(check("--hub.mappings-dir=" + file).out())
                .contains("The mapping sheets in " + file + " cannot be read");
    }

    @Test
    void the_settings_of_the_production_checklist_are_complete_and_valid() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("hub.database.password"), "one");
        Files.writeString(secrets.resolve("hub.broker.password"), "two");
        String shown = DocumentPart.shown("production-settings").content();
        String yaml = shown.substring(shown.indexOf('\n') + 1, shown.lastIndexOf("```"))
                .replace("/run/secrets/", secrets + "/")
                .replace("db:5432", "127.0.0.1:1")
                .replace("broker:61616", "127.0.0.1:1")
                .replace("host: sftp", "host: 127.0.0.1")
                .replace("port: 22", "port: 1");
        Path config = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(config.resolve("application.yaml"), yaml);

        Ran ran = Ran.command(
                "check-config", "--server.port=0", "--spring.config.additional-location=file:" + config + "/");

        assertThat(ran.out())
                .contains(
                        "ok      settings    Every hub.* key is known and every value is valid.",
                        "ok      settings    Production composition: all servers and keys are set")
                .doesNotContain("failed  settings", "failed  mappings");
    }

    @Test
    void a_layout_without_a_sheet_and_keys_that_others_can_read_are_reported() throws IOException {
        Path keys = folder.resolve("sin.keys");
        Files.writeString(keys, "current=a\na=" + "A".repeat(43) + "=\n");

        Ran ran = check("--hub.keys.file=" + keys, "--hub.senders.payroll-maple.layout=nobodys");

        assertThat(ran.out().lines())
                .anyMatch(line -> line.startsWith("failed  mappings") && line.contains("nobodys"))
                .anyMatch(line -> line.startsWith("ok      keys") && line.contains("Current key: a"));
        assertThat(ran.out()).doesNotContain("AAAA");
        assertThat(check("--hub.pgp.secret-key-file=" + keys).out().lines())
                .anyMatch(line -> line.startsWith("failed  keys") && line.contains("hub.pgp.secret-key-file"));
    }

    @Test
    void unwritable_folders_and_unreadable_tokens_are_reported() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Ran ran = check(
                "--hub.intake.archive-dir=" + file.resolve("archive"),
                "--hub.alarms.token-file=" + folder.resolve("x"));

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines())
                .anyMatch(line -> line.startsWith("failed  folders     The archive folder"))
                .anyMatch(line -> line.startsWith("failed  keys        The token file"));
    }

    @Test
    void folders_that_other_users_may_enter_are_reported() throws IOException {
        Path state = Files.createDirectory(folder.resolve("var"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(state.resolve("hub.lock"));
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(shared.resolve("other"));

        Ran ran = check("--hub.intake.archive-dir=" + shared);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines())
                .anyMatch(line -> line.startsWith("warning folders") && line.contains("may enter the state folder"))
                .anyMatch(line -> line.startsWith("failed  folders") && line.contains("files that are not the hub's"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void settings_come_from_files_as_they_do_for_the_hub() throws IOException {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(file, "hub:\n  proccessing:\n    workers: 1\n");

        assertThat(check("--spring.config.additional-location=file:" + file).out())
                .contains("hub.proccessing.workers")
                .contains("Did you mean hub.processing.workers?");
        assertThat(check("--spring.config.additional-location=file:" + folder.resolve("none.yaml"))
                        .out())
                .startsWith("failed  settings    The settings cannot be read.");
    }

    @Test
    void an_option_that_is_neither_its_own_nor_a_setting_is_not_understood() {
        Ran ran = check("--jsno");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("There is no option '--jsno'.").contains("Did you mean --json?");
    }

    @Test
    void results_are_printed_in_french_and_areas_and_states_keep_their_names_in_json() throws IOException {
        assertThat(check("--lang=fr").out())
                .contains(
                        "Chaque clé hub.* est connue",
                        "du jar sont valides et leurs exemples réussissent",
                        "Le premier démarrage crée le dossier d'état ",
                        "Le courtier intégré peut écouter sur")
                .doesNotContain("The ", " the ", " is ");
        assertThat(check(
                                "--lang=fr",
                                "--hub.stat-dir=x",
                                "--hub.readings.C1=x",
                                "--hub.processing.workers=0",
                                "--hub.database.port=s3cret",
                                "--hub.processing.large-file=x",
                                "--hub.senders.a.incomplete-upload-limit=4x",
                                "--hub.senders.payroll-new.feed=payroll",
                                "--hub.senders.PAY.feed=payrol",
                                "--hub.alarms.webhook=x")
                        .out()
                        .lines())
                .anyMatch(line -> line.startsWith("échec   paramètres  Le paramètre hub.stat-dir")
                        && line.endsWith("Vouliez-vous dire hub.state-dir?"))
                .anyMatch(line -> line.contains("hub.readings") && line.contains("s'appelle désormais"))
                .anyMatch(line -> line.contains("hub.processing.workers : doit être supérieur ou égal à 1."))
                .anyMatch(line -> line.contains("hub.alarms : webhook est une adresse http"))
                .noneMatch(line -> line.contains(" must ") || line.contains(" the ") || line.contains("The "));
        assertThat(check("--lang=fr", "--hub.composition=production").out())
                .contains("La composition de production exige le paramètre hub.database.url.")
                .doesNotContain("The ", " is ");

        JsonNode first =
                new ObjectMapper().readTree(check("--lang=fr", "--json").out()).get(0);
        assertThat(first.get("area").asText()).isEqualTo("settings");
        assertThat(first.get("state").asText()).isEqualTo("ok");
        assertThat(first.get("message").asText()).startsWith("Chaque clé");
    }

    @Test
    void every_sentence_that_the_settings_declare_has_its_french() throws IOException {
        Pattern declared = Pattern.compile("message = \"([^\"]+)\"");
        List<String> sentences = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(
                            path -> path.toString().endsWith("Settings.java") || path.endsWith("Senders.java"))
                    .toList()) {
                declared.matcher(Files.readString(source)).results().forEach(found -> sentences.add(found.group(1)));
            }
        }
        Messages messages = Messages.of(CheckResult.class);
        assertThat(sentences).isNotEmpty().allMatch(sentence -> messages.keys().stream()
                .anyMatch(key -> key.startsWith("constraint.")
                        && messages.in(Language.EN, key).equals(sentence)));
    }

    @Test
    void its_help_explains() {
        assertThat(Ran.command("check-config", "--help").out())
                .contains(
                        "Usage: java -jar trades-hub.jar check-config", "host key", "Exit codes", "Examples", "--json");
    }

    private Ran check(String... arguments) {
        return Ran.command(Stream.of(
                        new String[] {
                            "check-config",
                            "--hub.state-dir=" + folder.resolve("var"),
                            "--hub.drop-site.port=0",
                            "--hub.broker.amqp-port=0",
                            "--server.port=0"
                        },
                        arguments)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private Path copy(Path source) throws IOException {
        Path target = folder.resolve(source.getFileName());
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
        return target;
    }

    private static void replace(Path file, String text, String other) throws IOException {
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replaceFirst(java.util.regex.Pattern.quote(text), other));
    }
}
