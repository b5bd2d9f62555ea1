// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server process, identified by the pid file in its data folder. */
record Postmaster(ProcessHandle process) {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    /** The server that runs on this data folder; empty when none runs, also with a stale pid file. */
    static Optional<Postmaster> runningOn(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(ProcessHandle::isAlive)
                // Another program may have the process id by now.
                .filter(found -> found.info()
                        .command()
                        .map(name -> name.endsWith("postgres"))
                        .orElse(true))
                .map(Postmaster::new);
    }

    /** Makes it disconnect all clients, write its checkpoint and end; waits for the end. */
    void stop(Duration patience) throws IOException, InterruptedException {
        // SIGINT is PostgreSQL's fast shutdown; Java itself can only send SIGTERM, which waits for idle clients.
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        if (!awaitEnd(patience)) {
            process.destroyForcibly();
            awaitEnd(patience);
        }
    }

    /** Waits for its end; false when it still runs after that time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (isRunning()) {
            if (System.nanoTime() - begun >= patience.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
        }
        return true;
    }

    /** Whether it has not ended yet. */
    boolean isRunning() {
        return process.isAlive() && !isDefunct();
    }

    /**
     * Whether it has ended and its parent has not collected its exit status. The parent is the first process of the
     * machine or container, since the one that started the server has ended; it may take seconds, or never do it.
     */
    private boolean isDefunct() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // Not Linux, or it has just disappeared.
            return false;
        }
    }
}
