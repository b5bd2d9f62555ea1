// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** The drop folder of the payroll office, polled over SFTP. A file is taken when its control file is there. */
final class PeerFolder {

    private static final String CONTROL = ".ctl";
    private static final Duration LOGIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final int port;

    PeerFolder(int port) {
        this.port = port;
    }

    /** Hands over each file, then removes it and its control file. */
    void pollForever(Taker taker) {
        try (SshClient ssh = SshClient.setUpDefaultClient()) {
            ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            ssh.start();
            try (ClientSession session = ssh.connect("payroll-maple", "127.0.0.1", port)
                    .verify(LOGIN)
                    .getSession()) {
                session.addPasswordIdentity("demo");
                session.auth().verify(LOGIN);
                try (SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
                    while (!Thread.interrupted()) {
                        poll(client, taker);
                        LockSupport.parkNanos(POLL.toNanos());
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void poll(SftpClient client, Taker taker) throws Exception {
        for (SftpClient.DirEntry entry : client.readDir("in")) {
            String control = entry.getFilename();
            if (control.endsWith(CONTROL) && !control.startsWith(".")) {
                String name = control.substring(0, control.length() - CONTROL.length());
                taker.take(client, name);
                client.remove("in/" + name);
                client.remove("in/" + control);
            }
        }
    }

    /** Takes the file of a name. */
    interface Taker {
        void take(SftpClient client, String name) throws Exception;
    }
}
