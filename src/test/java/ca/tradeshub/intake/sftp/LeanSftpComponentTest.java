// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.SftpSite;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_is_replaced_without_a_look_into_its_folder(boolean hasExtensions, @TempDir Path folder)
            throws Exception {
        try (SftpSite site = new SftpSite(folder, "acme");
                DefaultCamelContext camel = new DefaultCamelContext()) {
            if (!hasExtensions) {
                site.withoutExtensions();
            }
            camel.addComponent("sftp", new LeanSftpComponent());
            camel.start();
            SftpEndpoint endpoint = camel.getEndpoint(
                    "sftp://127.0.0.1:" + site.port() + "/out?username=acme&useUserKnownHostsFile=false"
                            + "&fileExist=TryRename&tempPrefix=.part-&stepwise=false&existDirCheckUsingLs=false",
                    SftpEndpoint.class);
            endpoint.getConfiguration().setPassword(SftpSite.PASSWORD);
            endpoint.getConfiguration().setKnownHostsFile(site.knownHosts().toString());

            for (String content : List.of("first", "second", "third")) {
                camel.createProducerTemplate()
                        .sendBodyAndHeader(endpoint, content, Exchange.FILE_NAME, "a.status.json");
                assertThat(site.out("acme").resolve("a.status.json")).hasContent(content);
            }

            assertThat(site.out("acme")).isDirectoryNotContaining("glob:**.part-*");
            assertThat(site.listings("acme", "out")).isZero();
        }
    }

    /** What Camel's own operations go on holding has no door to look through. */
    private static Object channel(RemoteFileOperations<SftpRemoteFile> operations) {
        Object current = ReflectionTestUtils.getField(Proxy.getInvocationHandler(operations), "current");
        return ReflectionTestUtils.getField(current, "channel");
    }
}
