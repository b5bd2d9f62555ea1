// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.Pgp;
import ca.tradeshub.whole.HostileInputs.Input;
import ca.tradeshub.whole.HostileInputs.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile inputs through the packaged hub under {@code -Xmx256m}, dropped over SFTP wave by wave. Every one is answered
 * or, where it must be, left alone; in the campaign none takes the hub five seconds; good files in between are
 * accepted; the balance holds. How long the hub worked on an input is Camel's own timer of the routes that land and
 * process one file, whose maximum is read every second; waiting for one's turn does not count.
 */
class HostileIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PAYROLL = List.of("payroll-maple", "payroll-boreal", "payroll-centime");

    @TempDir
    private Path folder;

    @Test
    void a_few_hundred_hostile_inputs_do_no_harm() throws Exception {
        // A build machine has other work beside a hub whose code is not compiled yet.
        run(Integer.getInteger("hostile.few", 250), 1, 250, Duration.ofSeconds(20));
    }

    @Test
    @Tag("hostile")
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void ten_thousand_hostile_inputs_do_no_harm() throws Exception {
        run(Integer.getInteger("hostile.inputs", 10_000), Long.getLong("hostile.seed", 2), 500, Duration.ofSeconds(5));
    }

    private void run(int count, long seed, int wave, Duration limit) throws Exception {
        Path keys = Files.createDirectory(folder.resolve("keys"));
        Pgp.Keys own = Pgp.keys("Hub", "open sesame");
        Files.writeString(keys.resolve("passphrase"), "open sesame\n");
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--hub.pgp.secret-key-file=" + own.writeSecret(keys.resolve("hub.pgp")),
                "--hub.pgp.passphrase-file=" + keys.resolve("passphrase"),
                "--hub.intake.landing-batch=1000",
                "--hub.intake.response-batch=1000",
                "--hub.processing.sweep-interval=1s",
                "--hub.health.refresh=2s"));
        Map<String, Pgp.Keys> signers = new TreeMap<>();
        for (String sender : List.of("employment-ontario", "legacy-college", "payroll-maple", "payroll-boreal")) {
            signers.put(sender, Pgp.keys(sender, ""));
            options.add("--hub.senders." + sender + ".pgp-key-file="
                    + signers.get(sender).writePublic(keys.resolve(sender + ".pgp")));
        }
        PAYROLL.forEach(sender -> options.add("--hub.senders." + sender + ".incomplete-upload-limit=20s"));
        HostileInputs inputs = new HostileInputs(seed, own, signers, Pgp.keys("Stranger", ""));
        try (HubProcess hub =
                new HubProcess(Files.createDirectory(folder.resolve("hub")), options.toArray(String[]::new)).start()) {
            try (Campaign campaign = new Campaign(hub)) {
                for (int done = 0; done < count; done += wave) {
                    campaign.wave(inputs.next(Math.min(wave, count - done)));
                }
                campaign.finish(count, seed, limit);
            }
        }
    }

    /** The inputs dropped so far, what became of them, and what the hub was seen to need. */
    private static final class Campaign implements AutoCloseable {

        private final HubProcess hub;
        private final Map<String, DropSite> sites = new TreeMap<>();
        private final ExecutorService senders = Executors.newCachedThreadPool();
        private final Map<String, Integer> dropped = new HashMap<>();
        private final Map<String, Integer> answers = new TreeMap<>();
        private final Map<String, Double> slowest = new TreeMap<>();
        private final Map<String, Integer> kinds = new TreeMap<>();
        private final Map<String, List<String>> left = new TreeMap<>();
        private double peakHeap;
        private int files;
        private final long begun = System.nanoTime();

        Campaign(HubProcess hub) {
            this.hub = hub;
        }

        /** Drops inputs, every sender at once, and waits until each is answered. */
        void wave(List<Input> inputs) throws Exception {
            Map<String, Map<String, Input>> expected = new TreeMap<>();
            List<Future<Void>> uploads = new ArrayList<>();
            Map<String, List<Input>> bySender = new TreeMap<>();
            inputs.forEach(input -> bySender.computeIfAbsent(input.sender(), sender -> new ArrayList<>())
                    .add(input));
            for (Map.Entry<String, List<Input>> each : bySender.entrySet()) {
                expected.put(each.getKey(), expected(each.getValue()));
                DropSite site = site(each.getKey());
                uploads.add(senders.submit(() -> {
                    for (Input input : each.getValue()) {
                        for (HostileInputs.Part part : input.parts()) {
                            site.drop(part.name(), part.bytes());
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> upload : uploads) {
                upload.get();
            }
            Awaitility.await("answers")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        measure();
                        for (Map.Entry<String, Map<String, Input>> each : expected.entrySet()) {
                            collect(each.getKey(), each.getValue());
                        }
                        return expected.values().stream().allMatch(Map::isEmpty);
                    });
        }

        private DropSite site(String sender) throws IOException {
            DropSite site = sites.get(sender);
            if (site == null) {
                site = new DropSite(hub.sftp, sender);
                sites.put(sender, site);
            }
            return site;
        }

        private Map<String, Input> expected(List<Input> inputs) {
            Map<String, Input> expected = new LinkedHashMap<>();
            for (Input input : inputs) {
                kinds.merge(input.kind(), 1, Integer::sum);
                files += input.parts().size();
                if (input.outcome() == Outcome.LEFT) {
                    left.computeIfAbsent(input.sender(), sender -> new ArrayList<>())
                            .add(input.parts().get(0).name());
                } else {
                    int place = dropped.merge(input.sender() + "/" + input.answered(), 1, Integer::sum);
                    expected.put(input.answered() + (place == 1 ? "" : "." + place) + ".receipt.json", input);
                }
            }
            return expected;
        }

        private void collect(String sender, Map<String, Input> expected) throws IOException {
            DropSite site = site(sender);
            for (String name : site.list("out")) {
                if (name.equals("test")) {
                    continue;
                }
                Input input = expected.remove(name);
                if (input != null) {
                    String text = site.answer(name);
                    JsonNode receipt = JSON.readTree(text);
                    String verdict = receipt.path("verdict").asText();
                    answers.merge(
                            verdict.equals("REFUSED") ? receipt.path("code").asText() : verdict, 1, Integer::sum);
                    assertThat(text.length()).as("size of " + name).isLessThan(2_000_000);
                    if (input.outcome() == Outcome.ACCEPTED) {
                        assertThat(verdict).as(text).isEqualTo("ACCEPTED");
                    }
                    if (Boolean.getBoolean("hostile.details")) {
                        System.out.println(input.number() + " " + input.kind() + " " + name + " " + verdict + " "
                                + receipt.path("code").asText("") + " "
                                + receipt.path("detail").asText("") + " " + receipt.path("findings"));
                    }
                    if (verdict.equals("REFUSED")) {
                        assertThat(receipt.path("detail").asText())
                                .as(name)
                                .isNotBlank()
                                .hasSizeLessThan(1000);
                    } else {
                        assertThat(receipt.path("balance").isObject()).as(name).isTrue();
                    }
                }
                site.remove(name);
            }
        }

        private void measure() {
            hub.get("/actuator/prometheus", "viewer").lines().forEach(line -> {
                if (line.startsWith("camel_route_policy_seconds_max")) {
                    String route = line.replaceFirst(".*routeId=\"([^\"]*)\".*", "$1");
                    slowest.merge(route, value(line), Math::max);
                } else if (line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\"")) {
                    heap += value(line);
                }
            });
            peakHeap = Math.max(peakHeap, heap);
            heap = 0;
        }

        private double heap;

        private static double value(String line) {
            return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }

        /** Prints what was measured and checks what must hold at the end. */
        void finish(int count, long seed, Duration limit) throws IOException {
            Awaitility.await("alarms for what is left alone")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(open("UPLOAD-INCOMPLETE")).isEqualTo(of(HostileInputs.CONTROL_MISSING));
                        assertThat(open("CONTROL-FILE-ALONE")).isEqualTo(of(HostileInputs.CONTROL_ALONE));
                        assertThat(open("DROP-NAME-UNTOUCHED")).isEqualTo(Math.min(1, of(HostileInputs.NOT_PERMITTED)));
                    });
            measure();
            List<String> log = log();
            System.out.printf(
                    Locale.ROOT,
                    "%d hostile inputs (%d files) of seed %d in %.0f s, %d s of the hub's processor time, peak heap %.0f MB, %d log lines%n",
                    count,
                    files,
                    seed,
                    (System.nanoTime() - begun) / 1e9,
                    ProcessHandle.of(hub.pid())
                            .flatMap(process -> process.info().totalCpuDuration())
                            .map(Duration::toSeconds)
                            .orElse(0L),
                    peakHeap / 1_048_576,
                    log.size());
            System.out.println("  inputs   " + kinds);
            System.out.println("  answers  " + answers);
            System.out.println(
                    "  left     " + left.values().stream().mapToInt(List::size).sum());
            slowest.entrySet().stream()
                    .filter(route -> isOfOneInput(route.getKey()))
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(4)
                    .forEach(route -> System.out.printf(
                            Locale.ROOT, "  slowest  %-40s %.2f s%n", route.getKey(), route.getValue()));
            if (Boolean.getBoolean("hostile.details")) {
                hub.get("/actuator/prometheus", "viewer")
                        .lines()
                        .filter(line -> line.startsWith("camel_message_history_seconds_sum") && value(line) > 1
                                || line.startsWith("camel_route_policy_seconds_sum") && value(line) > 1)
                        .map(line -> line.replaceAll(".*nodeId=\"([^\"]*)\".*routeId=\"([^\"]*)\".* ", "$2 $1 "))
                        .forEach(System.out::println);
            }
            slowest.forEach((route, seconds) -> {
                if (isOfOneInput(route)) {
                    assertThat(seconds)
                            .as("the longest that " + route + " took over one input")
                            .isLessThan(limit.toSeconds());
                }
            });
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
            assertThat(hub.metric("hub_parked", "")).isZero();
            assertThat(open("LANDING-FAILED")).isZero();
            assertThat(log.stream()
                            .filter(line -> line.contains("\"level\":\"ERROR\"") || line.contains("stack_trace")))
                    .isEmpty();
            assertThat(log.size()).as("log lines").isLessThan(10 * files + 200);
            for (Map.Entry<String, DropSite> site : sites.entrySet()) {
                assertThat(site.getValue().list("in"))
                        .as("what lies in in/ of " + site.getKey())
                        .containsExactlyInAnyOrderElementsOf(left.getOrDefault(site.getKey(), List.of()));
            }
        }

        private int open(String alarm) {
            return (int) hub.metric("hub_alarms_open", "\"" + alarm + "\"");
        }

        private int of(String kind) {
            return kinds.getOrDefault(kind, 0);
        }

        private static boolean isOfOneInput(String route) {
            return route.startsWith("intake-") || route.equals("process-file");
        }

        private List<String> log() throws IOException {
            try (Stream<String> lines = Files.lines(hub.folder().resolve("var/log/hub.json"), StandardCharsets.UTF_8)) {
                return lines.toList();
            }
        }

        @Override
        public void close() throws IOException {
            senders.shutdownNow();
            for (DropSite site : sites.values()) {
                site.close();
            }
        }
    }
}
