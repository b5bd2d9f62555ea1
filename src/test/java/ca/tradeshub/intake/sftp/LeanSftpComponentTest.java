// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.SftpSite;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.ReflectionTestUtils;

@SuppressWarnings("rawtypes") // as Camel declares its operations
class LeanSftpComponentTest {

    @Test
    void nothing_is_left_of_a_connection_that_ended_and_the_next_one_works(@TempDir Path folder) throws Exception {
        try (SftpSite site = new SftpSite(folder, "acme");
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("sftp", new LeanSftpComponent());
            camel.start();
            SftpEndpoint endpoint = camel.getEndpoint(
                    "sftp://127.0.0.1:" + site.port() + "/in?username=acme&useUserKnownHostsFile=false",
                    SftpEndpoint.class);
            endpoint.getConfiguration().setPassword(SftpSite.PASSWORD);
            endpoint.getConfiguration().setKnownHostsFile(site.knownHosts().toString());
            RemoteFileOperations<SftpRemoteFile> operations = endpoint.createRemoteFileOperations();

            for (int connection = 0; connection < 2; connection++) {
                operations.connect(endpoint.getConfiguration(), null);
                assertThat(operations.existsFile("in")).isTrue();
                assertThat(channel(operations)).isNotNull();
                operations.disconnect();
                assertThat(channel(operations)).isNull();
                assertThat(operations.isConnected()).isFalse();
            }
        }
    }

    /** What Camel's own operations go on holding has no door to look through. */
    private static Object channel(RemoteFileOperations<SftpRemoteFile> operations) {
        Object current = ReflectionTestUtils.getField(Proxy.getInvocationHandler(operations), "current");
        return ReflectionTestUtils.getField(current, "channel");
    }
}
