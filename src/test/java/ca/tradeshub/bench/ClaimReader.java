// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * The consumer of a queue: reads it over AMQP in transactions, and keeps of each key the figures of its newest message.
 */
final class ClaimReader implements AutoCloseable {

    static final String REGISTRY = "registry.certification";
    static final String TAX = "taxcredit.verification";

    private static final JsonFactory JSON = new JsonFactory();
    /** Without this an empty receive asks the broker whether it really has no more. */
    private static final String LOCAL = "?jms.receiveLocalOnly=true";

    private static final int COMMIT = 200;
    private static final long SILENCE_MILLIS = 50;

    private final Connection connection;
    private final String queue;
    private final Thread thread;
    private final Map<String, Newest> newest = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile int messages;
    private volatile long first;
    private volatile long last;
    private volatile Exception failure;
    private BufferedWriter copy;

    ClaimReader(int port, String queue) throws JMSException {
        this.queue = queue;
        connection =
                new JmsConnectionFactory("consumer", "demo", "amqp://127.0.0.1:" + port + LOCAL).createConnection();
        connection.start();
        thread = new Thread(this::read, "reader of " + queue);
        thread.start();
    }

    /** Begins to count anew; what was read is forgotten. */
    synchronized void startOver() {
        newest.clear();
        messages = 0;
        first = 0;
        last = 0;
    }

    /** Writes each message that follows to a file, one a line. */
    synchronized void copyTo(Path file) throws IOException {
        endCopy();
        copy = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Ends the file of {@link #copyTo}. */
    synchronized void endCopy() throws IOException {
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }

    /**
     * Keys with a message.
     *
     * @throws IllegalStateException when reading has failed
     */
    int keys() {
        if (failure != null) {
            throw new IllegalStateException("The queue cannot be read", failure);
        }
        return newest.size();
    }

    int messages() {
        return messages;
    }

    /** When the last message was read, as {@link System#nanoTime}; 0 when none was. */
    long last() {
        return last;
    }

    /** When the last message of any of the readers was read; one of them has read one. */
    static long last(List<ClaimReader> readers) {
        return withMessages(readers).mapToLong(reader -> reader.last).max().orElseThrow();
    }

    /** Seconds from the first message of any of the readers to the last; 0 without messages. */
    static double seconds(List<ClaimReader> readers) {
        long first =
                withMessages(readers).mapToLong(reader -> reader.first).min().orElse(0);
        return (withMessages(readers).mapToLong(reader -> reader.last).max().orElse(0) - first) / 1e9;
    }

    private static Stream<ClaimReader> withMessages(List<ClaimReader> readers) {
        return readers.stream().filter(reader -> reader.messages > 0);
    }

    /** The figures of each claim, by the names of the contract's {@code computation}. */
    TreeMap<String, Map<String, String>> claims() {
        TreeMap<String, Map<String, String>> claims = new TreeMap<>();
        newest.forEach((key, message) -> claims.put(key, message.figures()));
        return claims;
    }

    /** The claims that the expected ones name, with the figures that these name. */
    TreeMap<String, Map<String, String>> claims(Map<String, Map<String, String>> expected) {
        TreeMap<String, Map<String, String>> claims = new TreeMap<>();
        expected.forEach((key, figures) -> {
            Newest message = newest.get(key);
            if (message != null) {
                TreeMap<String, String> same = new TreeMap<>(message.figures());
                same.keySet().retainAll(figures.keySet());
                claims.put(key, same);
            }
        });
        return claims;
    }

    private void read() {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            int open = 0;
            while (!stopped) {
                Message message = consumer.receive(SILENCE_MILLIS);
                if (message != null) {
                    keep(((TextMessage) message).getText());
                    open++;
                }
                if (open >= COMMIT || open > 0 && message == null) {
                    session.commit();
                    open = 0;
                }
            }
        } catch (JMSException e) {
            if (!stopped) {
                failure = e;
            }
        }
    }

    private synchronized void keep(String text) {
        try {
            Newest message = parse(text);
            newest.merge(message.key(), message, (one, other) -> one.version() > other.version() ? one : other);
            last = System.nanoTime();
            if (messages == 0) {
                first = last;
            }
            messages++;
            if (copy != null) {
                copy.write(text);
                copy.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Newest parse(String text) throws IOException {
        String key = "";
        int version = 0;
        TreeMap<String, String> figures = new TreeMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "recordKey" -> key = json.getText();
                    case "version" -> version = json.getIntValue();
                    case "verdict" -> figures.put(name, json.getText());
                    case "computation" -> readFigures(json, figures);
                    default -> json.skipChildren();
                }
            }
        }
        return new Newest(key, version, figures);
    }

    private static void readFigures(JsonParser json, TreeMap<String, String> figures) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                figures.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    @Override
    public void close() throws JMSException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }

    private record Newest(String key, int version, Map<String, String> figures) {}
}
