// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.cli.terminal.Terminal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The running hub that a command connects to, and the user. */
final class RunningHub {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration RESPONSE = Duration.ofMinutes(2);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:HUB_URL:-http://127.0.0.1:8080}")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", defaultValue = "${env:HUB_USER:-viewer}")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE")
    private @Nullable Path passwordFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private @Nullable String password;

    /**
     * Reads from the hub.
     *
     * @param path below the hub's address
     * @return empty when the hub has no such resource
     * @throws CommandFailure when the hub does not respond or rejects the user
     */
    Optional<Response> get(String path) {
        return send(request(path).GET());
    }

    /** Sends JSON to the hub. */
    Response post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)))
                .orElseThrow(() -> new CommandFailure("address", url, path));
    }

    /** Whether the hub did what was requested; if not, why. */
    private record Outcome(boolean done, @Nullable Text message) {}

    /**
     * Has the hub do something.
     *
     * @throws CommandFailure with the sentence of the hub, when it does not do it
     */
    void order(String path, ObjectNode request) {
        Outcome outcome = post(path, request.toString()).as(Outcome.class);
        if (!outcome.done()) {
            throw outcome.message() == null
                    ? new CommandFailure("not-done")
                    : new CommandFailure("hub", outcome.message());
        }
    }

    private HttpRequest.Builder request(String path) {
        try {
            // A reverse proxy may have the hub below a path of its own.
            return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e, "url", url);
        }
    }

    /** A part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<Response> send(HttpRequest.Builder request) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response;
        try {
            response = client.send(
                    request.header("Authorization", "Basic " + credentials)
                            .timeout(RESPONSE)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            boolean isTls = CauseChain.of(e).stream().anyMatch(SSLException.class::isInstance);
            throw new CommandFailure(e, isTls ? "tls" : "no-hub", url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(e, "interrupted");
        }
        return switch (response.statusCode()) {
            case OK, ACCEPTED, CONFLICT -> Optional.of(new Response(response.statusCode(), response.body()));
            case NOT_FOUND -> Optional.empty();
            case UNAUTHORISED -> throw new CommandFailure("user", user);
            case FORBIDDEN -> throw new CommandFailure("role", user);
            default -> throw new CommandFailure("status", response.statusCode());
        };
    }

    private String password() {
        if (password == null) {
            password = readPassword();
        }
        return password;
    }

    private String readPassword() {
        if (passwordFile != null) {
            try {
                return Files.readString(passwordFile).lines().findFirst().orElse("");
            } catch (IOException e) {
                throw new CommandFailure(e, "password-file", passwordFile, CliErrors.reason(e));
            }
        }
        String variable = System.getenv("HUB_PASSWORD");
        if (variable != null) {
            return variable;
        }
        Console console = System.console();
        if (console == null || !Terminal.isAttached()) {
            throw new CommandFailure("no-password", user);
        }
        return new String(console.readPassword("%s", CommandTexts.in(spec, "ask.password", user, " ")));
    }

    /**
     * The response of a hub to a request that it accepted.
     *
     * @param status the HTTP status
     * @param body the JSON it returned
     */
    record Response(int status, String body) {

        private static final ObjectMapper JSON = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        /** Whether the hub is already doing what was requested. */
        boolean isConflict() {
            return status == CONFLICT;
        }

        /**
         * The body as a value.
         *
         * @throws CommandFailure when the body has another form
         */
        <T> T as(Class<T> type) {
            try {
                return JSON.readValue(body, type);
            } catch (JsonProcessingException e) {
                throw new CommandFailure(e, "format");
            }
        }

        /** The body, set out for a reader. */
        String pretty() {
            try {
                return JSON.readTree(body).toPrettyString();
            } catch (JsonProcessingException e) {
                throw new CommandFailure(e, "not-json");
            }
        }
    }
}
