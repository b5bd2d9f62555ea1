// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A sender's view of the drop site. */
public final class DropSite implements AutoCloseable {

    private final SshClient ssh = SshClient.setUpDefaultClient();
    private final ClientSession session;
    private final SftpClient sftp;

    public DropSite(int port, String sender) throws IOException {
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
        session = ssh.connect(sender, "127.0.0.1", port)
                .verify(Duration.ofSeconds(20))
                .getSession();
        session.addPasswordIdentity("demo");
        session.auth().verify(Duration.ofSeconds(20));
        sftp = SftpClientFactory.instance().createSftpClient(session);
    }

    /** Uploads a file under a temporary name and renames it, as careful senders do. */
    public void drop(String name, byte[] content) throws IOException {
        try (OutputStream out = sftp.write("in/." + name + ".part")) {
            out.write(content);
        }
        sftp.rename("in/." + name + ".part", "in/" + name);
    }

    public void drop(String name, String content) throws IOException {
        drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of an answer, or null while there is none. */
    public String answer(String name) throws IOException {
        try (var in = sftp.read("out/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return null;
            }
            throw e;
        }
    }

    /** Removes an answer that has been read. */
    void remove(String name) throws IOException {
        sftp.remove("out/" + name);
    }

    /** Names in a folder. */
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (SftpClient.DirEntry entry : sftp.readDir(folder)) {
                if (!entry.getFilename().startsWith(".")) {
                    names.add(entry.getFilename());
                }
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SftpException gone && gone.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                // This server fails a listing when a file is renamed while it lists.
                return list(folder);
            }
            throw e;
        }
        names.sort(null);
        return names;
    }

    @Override
    public void close() throws IOException {
        sftp.close();
        session.close();
        ssh.stop();
    }
}
