// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** State folders for tests: {@code hub.state-dir=fresh} becomes a new one, and those of runs that ended are removed. */
public class TestState implements EnvironmentPostProcessor, Ordered {

    /** Asks for a new state folder. */
    public static final String FRESH = "fresh";

    private static final Path ROOT =
            Path.of(System.getProperty("test.state-dir", "target/hub-state")).toAbsolutePath();

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (FRESH.equals(environment.getProperty("hub.state-dir"))) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("fresh-state", Map.of("hub.state-dir", fresh().toString())));
        }
    }

    /** A new state folder. */
    public static Path fresh() {
        try {
            Files.createDirectories(ROOT);
            List<Path> earlier;
            try (Stream<Path> folders = Files.list(ROOT)) {
                earlier = folders.toList();
            }
            for (Path folder : earlier) {
                if (isAbandoned(folder)) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
            return Files.createTempDirectory(ROOT, "state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        Path lock = folder.resolve("hub.lock");
        if (!Files.exists(lock) || Files.exists(folder.resolve("postgres/data/postmaster.pid"))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return false;
        }
    }
}
