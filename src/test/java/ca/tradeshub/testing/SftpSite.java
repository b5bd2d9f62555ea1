// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** A real SFTP server on loopback with one home per sender; every account's password is {@link #PASSWORD}. */
public final class SftpSite implements AutoCloseable {

    /** A password that would break an address it is not quoted in. */
    public static final String PASSWORD = "d&e%m=o ?(+";

    private final Path root;
    private final SshServer server;
    private final Map<String, String> lies = new ConcurrentHashMap<>();
    private final Set<String> touched = new ConcurrentSkipListSet<>();
    private final Map<Path, Integer> looks = new ConcurrentHashMap<>();
    private final Map<Path, Integer> looksWhenMoved = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);
    private final Map<String, Runnable> whenRead = new ConcurrentHashMap<>();
    private final Map<String, Runnable> whenMoved = new ConcurrentHashMap<>();

    /** Starts a site whose homes lie in a folder. */
    public SftpSite(Path root, String... senders) {
        this(root, 0, senders);
    }

    /** Starts a site on a port, such as that of an earlier one that has ended; its key is that of the earlier one. */
    public SftpSite(Path root, int port, String... senders) {
        this(root, port, null, senders);
    }

    /** Starts a site whose files OpenSSH's {@code sftp-server} serves, in the homes of a folder. */
    public static SftpSite ofOpenSsh(Path root, Path program, String... senders) {
        return new SftpSite(root, 0, new OpenSshSftp(root, program), senders);
    }

    private SftpSite(Path root, int port, SubsystemFactory openSsh, String... senders) {
        this.root = root;
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(root.resolve("host.key"));
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        keys.setKeySize(256);
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> PASSWORD.equals(password));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Scissors());
        sftp.addSftpEventListener(new Witness());
        sftp.setFileSystemAccessor(new Liar());
        server.setSubsystemFactories(List.of(openSsh == null ? sftp : openSsh));
        VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
        try {
            for (String sender : senders) {
                Files.createDirectories(in(sender));
                Files.createDirectories(test(sender));
                Files.createDirectories(out(sender));
                homes.setUserHomeDir(sender, root.resolve(sender));
            }
            server.setFileSystemFactory(homes);
            server.start();
            Files.writeString(
                    knownHosts(),
                    "[127.0.0.1]:" + port() + " "
                            + PublicKeyEntry.toString(
                                    keys.loadKeys(null).iterator().next().getPublic()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on without the rename of OpenSSH, which replaces a file: as on servers that know the standard only. */
    public SftpSite withoutExtensions() {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "fsync@openssh.com=1");
        return this;
    }

    public int port() {
        return server.getPort();
    }

    public Path knownHosts() {
        return root.resolve("known_hosts");
    }

    public Path in(String sender) {
        return root.resolve(sender).resolve("in");
    }

    public Path test(String sender) {
        return root.resolve(sender).resolve("test");
    }

    public Path out(String sender) {
        return root.resolve(sender).resolve("out");
    }

    /** Puts a file into a sender's drop folder, whole at once. */
    public void drop(String sender, String name, byte[] bytes) {
        drop(in(sender), name, bytes);
    }

    /** Puts a file into a folder, whole at once. */
    public void drop(Path folder, String name, byte[] bytes) {
        try {
            Path upload = Files.createTempFile(root, "upload", "");
            Files.write(upload, bytes);
            Files.move(upload, folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file into a sender's drop folder, whole at once. */
    public void drop(String sender, String name, String text) {
        drop(sender, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names of the regular files in a folder, sorted; none when there is no such folder. */
    public static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists a file under a name of the server's making, which may be one no file system can hold. */
    public void lie(String name, String listedAs) {
        lies.put(name, listedAs);
    }

    /** What clients asked for: each file opened, renamed or removed and each folder made, from the root of the site. */
    public Set<String> touched() {
        return touched;
    }

    /** How many requests clients have sent. */
    public long requests() {
        return requests.get();
    }

    /** How often clients have listed a sender's folder. */
    public int listings(String sender, String folder) {
        return looks.getOrDefault(Path.of("/" + sender, folder), 0);
    }

    /** In which look into a sender's drop folder a file of it was first renamed: 1 for the first. */
    public int lookThatMoved(String sender, String name) {
        return looksWhenMoved.getOrDefault(Path.of("/" + sender + "/in").resolve(name), 0);
    }

    /** Cuts the next connection that reads beyond so many bytes of a file, once. */
    public void cutNextDownloadAfter(long bytes) {
        cutAfter.set(bytes);
    }

    /** Does something once, when a client has read the first bytes of a file of that name. */
    public void whenRead(String name, Runnable then) {
        whenRead.put(name, then);
    }

    /** Does something once, when a client is about to rename a file of that name. */
    public void whenMoved(String name, Runnable then) {
        whenMoved.put(name, then);
    }

    /** Whether all that was to be done while clients read and rename is done. */
    public boolean isAllDone() {
        return whenRead.isEmpty() && whenMoved.isEmpty();
    }

    private static void once(Map<String, Runnable> planned, Path file) {
        Runnable then = planned.remove(file.getFileName().toString());
        if (then != null) {
            then.run();
        }
    }

    /** Whether the cut asked for is still to come. */
    public boolean isStillToCut() {
        return cutAfter.get() != Long.MAX_VALUE;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Scissors implements SftpEventListener {

        @Override
        public void reading(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            long limit = cutAfter.get();
            if (offset >= limit && cutAfter.compareAndSet(limit, Long.MAX_VALUE)) {
                ((AbstractSession) session).close(true);
                throw new IOException("Cut");
            }
        }

        @Override
        public void read(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen,
                int readLen,
                Throwable thrown) {
            once(whenRead, localHandle.getFile());
        }
    }

    private final class Witness implements SftpEventListener {

        @Override
        public void received(ServerSession session, int type, int id) {
            requests.incrementAndGet();
        }

        @Override
        public void opening(ServerSession session, String remoteHandle, Handle localHandle) {
            Path place = Path.of("/" + session.getUsername() + localHandle.getFile());
            if (localHandle instanceof FileHandle) {
                note(session, localHandle.getFile());
            } else {
                looks.merge(place, 1, Integer::sum);
            }
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
            Path place = Path.of("/" + session.getUsername() + from);
            looksWhenMoved.putIfAbsent(place, looks.getOrDefault(place.getParent(), 0));
            once(whenMoved, from);
            note(session, from);
            note(session, to);
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory) {
            note(session, path);
        }

        @Override
        public void creating(ServerSession session, Path path, Map<String, ?> attributes) {
            note(session, path);
        }

        private void note(ServerSession session, Path path) {
            touched.add(session.getUsername() + path);
        }
    }

    private final class Liar implements SftpFileSystemAccessor {

        @Override
        public void putRemoteFileName(
                SftpSubsystemProxy subsystem, Path path, Buffer buffer, String name, boolean isShortName)
                throws IOException {
            SftpFileSystemAccessor.super.putRemoteFileName(
                    subsystem, path, buffer, isShortName ? lies.getOrDefault(name, name) : name, isShortName);
        }
    }

    /** The subsystem that runs OpenSSH's program, started in the home of the user. */
    private record OpenSshSftp(Path root, Path program) implements SubsystemFactory {

        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new InvertedShellWrapper(new ProcessShell(
                    "/bin/sh",
                    "-c",
                    "exec \"$0\" -d \"$1\"",
                    program.toString(),
                    root.resolve(channel.getSession().getUsername()).toString()));
        }
    }
}
