// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on machines with other charsets, locales, time zones and umasks: it does and prints the same. */
class AnywhereIT {

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]+|\\?+");

    /**
     * A machine.
     *
     * @param locale of the process, {@code LC_ALL}
     * @param options of the virtual machine
     */
    private record Machine(String locale, List<String> options) {

        static Machine of(String locale, String charset, String language, String country, String zone) {
            return new Machine(
                    locale,
                    List.of(
                            "-Dfile.encoding=" + charset,
                            "-Duser.language=" + language,
                            "-Duser.country=" + country,
                            "-Duser.timezone=" + zone));
        }
    }

    /** Arabic has digits of its own, Turkish an i of its own, Thai years of its own. */
    private static final List<Machine> MACHINES = List.of(
            Machine.of("C.UTF-8", "UTF-8", "en", "CA", "America/Toronto"),
            Machine.of("C", "ISO-8859-1", "ar", "EG", "Pacific/Kiritimati"),
            Machine.of("POSIX", "US-ASCII", "tr", "TR", "America/St_Johns"),
            Machine.of("C", "windows-1252", "th", "TH", "Pacific/Pago_Pago"));

    @Test
    void the_commands_print_the_same_on_every_machine(@TempDir Path folder) throws Exception {
        List<String> checks = new ArrayList<>();
        List<String> configurations = new ArrayList<>();
        List<String> check = new ArrayList<>(List.of(
                "check",
                "--json",
                "fixtures/records/same-record-twice-unequal/employment-ontario/REG_20170301_000001.ndjson",
                "fixtures/refused/total-off-by-a-cent/employment-ontario/REG_20170301_000001.ndjson"));
        try (Stream<Path> files = Files.walk(Path.of("fixtures/demo/1-registrations-certificates-and-pay"))) {
            files.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(check::add);
        }
        for (Machine machine : MACHINES) {
            checks.add(run(machine, check.toArray(String[]::new))
                    .replaceAll("\"receivedAt\" : \"[^\"]+\"", "\"receivedAt\" : null"));
            configurations.add(run(
                    machine,
                    "check-config",
                    "--hub.state-dir=" + folder.resolve("var"),
                    "--hub.drop-site.port=0",
                    "--hub.broker.amqp-port=0",
                    "--server.port=0"));
        }
        assertThat(new ObjectMapper().readTree(checks.get(0)).at("/1/remedyFr").asText())
                .startsWith("Corrigez l'enregistrement dont le montant est erroné");
        assertThat(checks).allMatch(printed -> printed.equals(checks.get(0)));
        assertThat(configurations)
                .allSatisfy(printed ->
                        assertThat(printed.lines()).hasSizeGreaterThan(6).allMatch(line -> line.startsWith("ok ")));
    }

    @Test
    void the_demo_has_the_same_results_and_private_folders_on_a_machine_that_is_foreign_and_open(@TempDir Path folder)
            throws Exception {
        Machine foreign = MACHINES.get(1);
        try (HubProcess hub = new HubProcess(
                        folder,
                        Stream.concat(foreign.options().stream(), Stream.of("--demo", DemoIT.STATUS_SOON))
                                .toArray(String[]::new))
                .in(Map.of("LC_ALL", foreign.locale()))
                .withUmask("000")
                .start()) {
            Awaitility.await("the demo's end")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> hub.console().contains("The demo is complete."));

            String shown = DocumentPart.shown("demo")
                    .content()
                    .replace("```\n", "")
                    .replace("\n```", "")
                    .replace(":8080/", ":" + hub.http + "/");
            assertThat(ascii(hub.console())).as("what the README shows").contains(ascii(shown));
            JsonNode expected = new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("fixtures", "demo", "3-exceptions.expected.yaml")
                            .toFile());
            DemoIT.checkAnswers(hub, expected);
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
            assertThat(hub.page("/files/1", "viewer")).contains("_000001.");
            checkPrivate(folder.resolve("var"));
        }
    }

    /** Other users may enter no folder of the hub, and no file of the archive is theirs to read. */
    private static void checkPrivate(Path state) throws IOException {
        for (String part : List.of("", "archive", "archive/incoming", "log", "broker", "postgres", "drop")) {
            assertThat(rights(state.resolve(part))).as(part).isEqualTo("rwx------");
        }
        try (Stream<Path> entries = Files.walk(state.resolve("archive"))) {
            assertThat(entries).hasSizeGreaterThan(5).allMatch(entry -> rights(entry)
                    .endsWith("------"));
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A text as a terminal shows it that cannot show other letters. */
    private static String ascii(String text) {
        return NOT_ASCII.matcher(text).replaceAll("?");
    }

    private static String run(Machine machine, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HubProcess.QUICK_COMPILER,
                HubProcess.SERIAL_COLLECTOR));
        line.addAll(machine.options());
        line.addAll(List.of("-jar", HubProcess.unpacked().toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", machine.locale());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
