// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.DropSiteAccounts;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.platform.settings.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The SFTP drop site inside the hub: one account per sender, confined to its own {@code in/}, {@code test/} and
 * {@code out/}. No shell, no forwarding, no links.
 */
@Component
@EmbeddedComposition
public class EmbeddedDropSite implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDropSite.class);
    private static final int LOGIN_ATTEMPTS = 5;

    private final SshServer server;
    private final Path drop;

    EmbeddedDropSite(StateFolder state, DropSiteSettings settings, DropSiteAccounts accounts) {
        Ports.requireFree(settings.host(), settings.port(), Ports.part("drop-site"), "hub.drop-site.port");
        drop = state.folder("drop");
        Path keys = state.folder("drop-site");
        Map<String, String> passwords = accounts.passwords();
        server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(settings.port());
        SimpleGeneratorHostKeyProvider hostKey = new SimpleGeneratorHostKeyProvider(keys.resolve("host.key"));
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        hostKey.setKeySize(256);
        server.setKeyPairProvider(hostKey);
        server.setPasswordAuthenticator((user, password, session) -> matches(passwords.get(user), password));
        // This key exchange takes a third of a second in Java; the other quantum-resistant ones are fast.
        server.setKeyExchangeFactories(server.getKeyExchangeFactories().stream()
                .filter(exchange -> !exchange.getName().startsWith("sntrup761"))
                .toList());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, LOGIN_ATTEMPTS);
        // Otherwise the replies to many small requests wait 40 milliseconds for one another.
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new NoLinks());
        server.setSubsystemFactories(List.of(sftp));
        VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
        passwords.keySet().forEach(sender -> {
            Stream.of("in", "test", "out").forEach(folder -> state.folder("drop/" + sender + "/" + folder));
            homes.setUserHomeDir(sender, home(sender));
        });
        server.setFileSystemFactory(homes);
        try {
            KeyPair key = hostKey.loadKeys(null).iterator().next();
            Files.writeString(
                    Path.of(settings.knownHosts()),
                    "[" + settings.host() + "]:" + settings.port() + " " + PublicKeyEntry.toString(key.getPublic())
                            + "\n");
            server.start();
        } catch (IOException e) {
            throw new StartFailure(e, "drop-site", keys);
        }
        LOG.info(
                "Embedded drop site accepts SFTP connections on {}:{} for {}",
                settings.host(),
                settings.port(),
                passwords.keySet());
    }

    /** The folder of a sender, which is the sender's root {@code /}. */
    public Path home(String sender) {
        return drop.resolve(sender);
    }

    private static boolean matches(@Nullable String expected, String given) {
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        LOG.info("Embedded drop site stopped");
    }

    /** Rejects links: a link could point outside the sender's folder. */
    private static final class NoLinks implements SftpEventListener {

        @Override
        public void linking(ServerSession session, Path source, Path target, boolean symLink) throws IOException {
            throw new IOException("Links are not allowed");
        }
    }
}
