// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.TradesHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseFailureAnalyzerTest {

    private final DatabaseFailureAnalyzer analyzer = new DatabaseFailureAnalyzer();

    @TempDir
    private Path folder;

    @Test
    void a_rejected_connection_is_reported_with_what_to_do() {
        var analysis = analyzer.analyze(new IllegalStateException(
                "flyway", new SQLException("pool", "08001", new SQLException("pw", "28P01"))));

        assertThat(analysis.getDescription())
                .isEqualTo("The database does not accept the hub's connection (SQL state" + " 28P01).");
        assertThat(analysis.getAction()).contains("hub.database.url", "check-config");
    }

    @Test
    void a_timeout_of_the_pool_is_reported() {
        assertThat(analyzer.analyze(new SQLTransientConnectionException("hub - Connection is not available"))
                        .getDescription())
                .isEqualTo("The database does not accept the hub's connection (no connection within the time limit).");
    }

    @Test
    void other_failures_are_left_to_other_analyzers() {
        assertThat(analyzer.analyze(new SQLException("no table", "42P01"))).isNull();
        assertThat(analyzer.analyze(new SQLException("no state"))).isNull();
        assertThat(analyzer.analyze(new IllegalStateException("other"))).isNull();
    }

    @Test
    void a_start_without_a_database_ends_without_a_stack_trace(CapturedOutput output) throws IOException {
        Path keys = folder.resolve("sin.keys");
        Files.writeString(keys, "current=a\na=" + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        SpringApplication hub = new SpringApplication(TradesHub.class);

        assertThatThrownBy(() -> hub.run(
                        "--hub.composition=production",
                        "--hub.state-dir=" + folder.resolve("var"),
                        "--hub.keys.file=" + keys,
                        "--hub.database.url=jdbc:postgresql://127.0.0.1:1/hub",
                        "--hub.database.username=hub",
                        "--hub.broker.url=tcp://127.0.0.1:1",
                        "--hub.broker.username=hub",
                        "--hub.broker.password=secret",
                        "--spring.datasource.hikari.connection-timeout=250",
                        "--server.port=0"))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("The database does not accept the hub's connection (")
                .contains("Check hub.database.url, username and password")
                .doesNotContain("\tat ");
    }
}
