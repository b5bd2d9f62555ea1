// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that the embedded parts listen on. */
public final class Ports {

    private static final Messages MESSAGES = Messages.of(Ports.class);

    private Ports() {}

    /** A part that listens, as sentences name it: {@code drop-site}, {@code broker}, {@code database} or {@code console}. */
    public static Text part(String key) {
        return MESSAGES.text("part." + key);
    }

    /** A loopback port that is free at this moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks that a port is free.
     *
     * @throws StartFailure when another program listens on it
     */
    public static void requireFree(String host, int port, Text part, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartFailure(e, "port", part, host, Integer.toString(port), setting);
        }
    }
}
