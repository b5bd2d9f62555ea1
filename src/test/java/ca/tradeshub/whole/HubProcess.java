// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged hub as a process of its own, seen only through its doors: HTTP, SFTP, AMQP and its state folder. */
public final class HubProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target", "trades-hub.jar").toAbsolutePath();
    static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";
    static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";
    /** Without servers inside the hub. */
    static final String PRODUCTION = "--hub.composition=production";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CSRF =
            Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"_csrf\"");

    private final Path state;
    private final List<String> options;
    public final int http = freePort();
    public final int sftp = freePort();
    public final int amqp = freePort();

    /** Chosen before the start too: the database would else draw one that another part was given. */
    private final int database = freePort();

    private final Map<String, String> environment = new HashMap<>();
    private Path jar = Unpacked.JAR;
    private List<String> before = List.of();
    private String pollInterval = "1s";
    private Process process;

    /**
     * @param folder an empty folder of its own, from which the hub is started
     * @param options more arguments of the hub; those beginning with {@code -X} or {@code -D} are the
     *     virtual machine's
     */
    public HubProcess(Path folder, String... options) {
        this.state = folder;
        this.options = List.of(options);
    }

    /** Runs the jar itself, as a newcomer does, rather than what starts quicker. */
    HubProcess packed() {
        jar = JAR;
        return this;
    }

    /** With the poll interval that the hub has without a setting. */
    public HubProcess withDefaultPollInterval() {
        pollInterval = null;
        return this;
    }

    /** The jar that it starts, unpacked. */
    public static Path unpacked() {
        return Unpacked.JAR;
    }

    /** With variables of its environment. */
    HubProcess in(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** With a umask of its own. */
    HubProcess withUmask(String umask) {
        before = List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "hub");
        return this;
    }

    /** Starts the hub, or starts it again on the state it left, and waits until it is healthy. */
    public HubProcess start() {
        launch();
        return awaitHealth();
    }

    /** Starts the hub, or starts it again on the state it left, and does not wait. */
    public HubProcess launch() {
        List<String> command = new ArrayList<>(before);
        command.add(JAVA);
        if (options.stream().anyMatch(option -> option.startsWith("-X"))) {
            options.stream().filter(option -> option.startsWith("-X")).forEach(command::add);
        } else {
            // Half of what a start costs is thorough compilation, which only pays where much is to be done; a collector
            // with threads of its own only takes the processors that other processes of the test need.
            command.addAll(List.of(QUICK_COMPILER, SERIAL_COLLECTOR));
            if (jar.equals(Unpacked.JAR)) {
                // Classes that a compiler has just made need no check, an eighth of the work of a start.
                command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
            }
        }
        options.stream().filter(option -> option.startsWith("-D")).forEach(command::add);
        command.addAll(List.of("-jar", jar.toString()));
        options.stream()
                .filter(option -> !option.startsWith("-X") && !option.startsWith("-D"))
                .forEach(command::add);
        command.add("--server.port=" + http);
        unlessGiven(
                command,
                "--hub.database.binaries-dir=",
                Path.of("target", "postgres").toAbsolutePath());
        if (!options.contains(PRODUCTION)) {
            unlessGiven(command, "--hub.database.port=", database);
        }
        unlessGiven(command, "--hub.drop-site.port=", sftp);
        unlessGiven(command, "--hub.broker.amqp-port=", amqp);
        if (pollInterval != null) {
            command.add("--hub.intake.poll-interval=" + pollInterval);
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(state.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            state.resolve("console.log").toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until the hub is healthy. */
    HubProcess awaitHealth() {
        try {
            Awaitility.await("the hub's health")
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("The hub ended:\n" + console());
                        }
                        return health() == 200;
                    });
        } catch (ConditionTimeoutException e) {
            kill();
            throw new IllegalStateException("The hub did not become healthy:\n" + console(), e);
        }
        return this;
    }

    private static void unlessGiven(List<String> command, String setting, Object value) {
        if (command.stream().noneMatch(given -> given.startsWith(setting))) {
            command.add(setting + value);
        }
    }

    /** Waits until the hub ends by itself; its exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The hub did not end:\n" + console());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Ends the hub as a power cut would. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the hub to stop and waits for it; how long it took. */
    Duration stop() {
        long begun = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The hub did not stop:\n" + console());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Everything the hub wrote to its terminal. */
    String console() {
        try {
            return new String(Files.readAllBytes(state.resolve("console.log")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an endpoint answers, to a user of the demo or to nobody. */
    public String get(String path, String user) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path));
            if (user != null) {
                request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":" + password()).getBytes(StandardCharsets.UTF_8)));
            }
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A page as a user sees it after logging in by the form, as a browser does. */
    String page(String path, String user) {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        URI login = URI.create("http://127.0.0.1:" + http + "/login");
        try {
            String form = browser.send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = CSRF.matcher(form);
            if (!token.find()) {
                throw new IllegalStateException("The login form has no token: " + form);
            }
            String answer = "username=" + user + "&password=demo&_csrf="
                    + URLEncoder.encode(
                            token.group(1) == null ? token.group(2) : token.group(1), StandardCharsets.UTF_8);
            browser.send(
                    HttpRequest.newBuilder(login)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(answer))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return browser.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the hub as its operator by a command of the jar; what the command wrote. */
    public String ask(String... command) {
        List<String> line = new ArrayList<>(List.of(JAVA, QUICK_COMPILER, SERIAL_COLLECTOR, "-jar", jar.toString()));
        line.addAll(List.of(command));
        ProcessBuilder asking = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        asking.environment()
                .putAll(Map.of("HUB_URL", "http://127.0.0.1:" + http, "HUB_USER", "operator", "HUB_PASSWORD", "demo"));
        try {
            Process asked = asking.start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            asked.waitFor();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum of a metric's series whose labels contain a text. */
    public double metric(String name, String labels) {
        return get("/actuator/prometheus", "viewer")
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The hub's folder. */
    public Path folder() {
        return state;
    }

    private String password() {
        return options.contains(PRODUCTION) ? Production.PASSWORD : "demo";
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    private int health() {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/actuator/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar unpacked as Spring Boot advises for a quicker start, once a run of the tests. */
    private static final class Unpacked {

        /** A system property that names a jar that is unpacked already. */
        private static final String GIVEN = "hub.unpacked";

        private static final Path JAR =
                System.getProperty(GIVEN) == null ? unpack() : Path.of(System.getProperty(GIVEN));

        private static Path unpack() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hub");
                int exit = new ProcessBuilder(
                                JAVA,
                                "-Djarmode=tools",
                                "-jar",
                                HubProcess.JAR.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (exit != 0) {
                    throw new IllegalStateException("The jar could not be unpacked");
                }
                return folder.resolve(HubProcess.JAR.getFileName());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
