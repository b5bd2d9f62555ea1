// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.awaitility.Awaitility.await;

import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Landing from a server that speaks SFTP. */
abstract class OverSftp {

    static final String REG_1 = "REG_20261120_000001.ndjson";

    @TempDir
    Path folder;

    final DataSource database = TestDatabase.fresh();
    SftpSite site;
    IntakeBench hub;

    @BeforeEach
    void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = new IntakeBench(database, folder.resolve("archive"), site);
    }

    @AfterEach
    void stop() {
        hub.close();
        site.close();
    }

    static void eventually(ThrowingRunnable check) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .untilAsserted(check);
    }
}
