// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.SftpSite;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SshKeyExchangeTest {

    @TempDir
    static Path folder;

    private static SftpSite site;

    @BeforeAll
    static void start() {
        SshKeyExchange.proposeUntried();
        site = new SftpSite(folder, "acme");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static String[] proposed() {
        return JSch.getConfig("kex").split(",");
    }

    @ParameterizedTest
    @MethodSource("proposed")
    void what_is_proposed_untried_can_be_done(String exchange) throws Exception {
        JSch ssh = new JSch();
        ssh.setKnownHosts(site.knownHosts().toString());
        Session session = ssh.getSession("acme", "127.0.0.1", site.port());
        session.setPassword(SftpSite.PASSWORD.getBytes(StandardCharsets.UTF_8));
        session.setConfig("kex", exchange);
        // The longest exchange takes seconds of pure arithmetic, more on a busy machine.
        session.connect(60_000);
        try {
            assertThat(session.isConnected()).isTrue();
        } finally {
            session.disconnect();
        }
    }
}
