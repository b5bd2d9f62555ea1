// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.platform.failure.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that the embedded parts listen on. */
public final class Ports {

    private Ports() {}

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
    public static void requireFree(String host, int port, String part, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartFailure(
                    part + " cannot listen on " + host + ":" + port + ".",
                    "Stop the program that uses the port, or set " + setting + " to another port.",
                    e);
        }
    }
}
