// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PostmasterTest {

    private Process parent;

    @AfterEach
    void end() {
        parent.destroyForcibly();
    }

    @Test
    void a_process_whose_exit_status_nobody_collects_has_ended() throws Exception {
        Postmaster ended = childOf("sleep 0.1 & echo $!; exec sleep 60");

        assertThat(ended.awaitEnd(Duration.ofSeconds(10))).isTrue();

        assertThat(ended.process().isAlive())
                .as("it is still in the list of processes")
                .isTrue();
        assertThat(ended.isRunning()).isFalse();
    }

    @Test
    void a_process_that_runs_has_not_ended() throws Exception {
        Postmaster running = childOf("sleep 60 & echo $!; wait");

        assertThat(running.awaitEnd(Duration.ofMillis(100))).isFalse();

        assertThat(running.isRunning()).isTrue();
        running.process().destroyForcibly();
        assertThat(running.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    private Postmaster childOf(String script) throws IOException {
        parent = new ProcessBuilder("/bin/sh", "-c", script).start();
        long child = Long.parseLong(parent.inputReader().readLine());
        return new Postmaster(ProcessHandle.of(child).orElseThrow());
    }
}
