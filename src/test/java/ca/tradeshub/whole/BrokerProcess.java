// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A standalone broker as a process of its own, configured as the production checklist says and without the hub's plugin:
 * users {@code hub}, {@code registry} and {@code tax}, each with the password of {@link Production}.
 */
final class BrokerProcess implements AutoCloseable {

    private static final Pattern ACCEPTORS = Pattern.compile("(?s)<acceptors>.*</acceptors>");
    private static final Pattern ADDRESS_OF_PARTNER =
            Pattern.compile("(?m)^.*hub\\.acknowledgements\\.tax.*</address>\n");
    private static final Pattern PERMISSIONS_OF_PARTNER =
            Pattern.compile("(?s)  <security-setting match=\"[a-z.]*tax.*?</security-setting>\n");

    private final Path folder;
    private final int core = freePort();
    private final int amqp = freePort();
    private Process process;

    /**
     * @param folder a folder of its own
     * @param data where the broker stores its messages
     */
    BrokerProcess(Path folder, Path data) {
        this.folder = folder;
        try {
            Files.writeString(
                    folder.resolve("users"),
                    List.of("hub", "registry", "tax").stream()
                            .map(user -> user + " " + Production.PASSWORD + " " + user + "\n")
                            .collect(Collectors.joining()));
            configure(documented(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration as it stands in the production checklist, for two partners and without TLS. */
    private String documented(Path data) {
        String shown = DocumentPart.shown("broker.xml")
                .content()
                .replace("```xml\n", "")
                .replace("```", "");
        shown = ACCEPTORS
                .matcher(shown)
                .replaceAll("<acceptors>"
                        + "<acceptor name=\"hub\">tcp://127.0.0.1:" + core + "?protocols=CORE</acceptor>"
                        + "<acceptor name=\"partners\">tcp://127.0.0.1:" + amqp
                        + "?protocols=AMQP;saslMechanisms=PLAIN</acceptor></acceptors>");
        shown = withSecondPartner(shown, ADDRESS_OF_PARTNER, "</addresses>");
        shown = withSecondPartner(shown, PERMISSIONS_OF_PARTNER, "</security-settings>");
        String folders = List.of("bindings", "journal", "paging", "large-messages").stream()
                .map(name -> "<" + name + "-directory>" + data.resolve(name) + "</" + name + "-directory>\n")
                .collect(Collectors.joining());
        return "<configuration xmlns=\"urn:activemq\"><core xmlns=\"urn:activemq:core\">\n<journal-type>NIO</journal-type>\n"
                + "<journal-buffer-timeout>200000</journal-buffer-timeout>\n"
                + "<configuration-file-refresh-period>500</configuration-file-refresh-period>\n"
                + "<disk-scan-period>500</disk-scan-period>\n"
                + folders + shown + "</core></configuration>\n";
    }

    private static String withSecondPartner(String shown, Pattern part, String end) {
        String second = part.matcher(shown)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining())
                .replace("taxcredit.verification", "registry.certification")
                .replace("tax", "registry");
        return shown.replace(end, second + end);
    }

    /** The broker's {@code broker.xml}. */
    String configuration() {
        try {
            return Files.readString(folder.resolve("broker.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes another {@code broker.xml}; a running broker reads its addresses and permissions again. */
    void configure(String xml) {
        try {
            Path written = Files.writeString(folder.resolve("broker.new"), xml);
            Files.move(written, folder.resolve("broker.xml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the broker, or starts it again on the messages that it had. */
    BrokerProcess start() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Dlogback.configurationFile=logback-plain.xml",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            StandaloneBroker.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("console.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the broker's port").atMost(Duration.ofSeconds(60)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "The broker ended:\n" + Files.readString(folder.resolve("console.log")));
            }
            return accepts(core) && accepts(amqp);
        });
        return this;
    }

    /** Ends the broker as a power cut would. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How the hub connects. */
    String url() {
        return "tcp://127.0.0.1:" + core;
    }

    /** A partner's connection. */
    Partner partner(String user) throws Exception {
        return new Partner(amqp, user, Production.PASSWORD);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
