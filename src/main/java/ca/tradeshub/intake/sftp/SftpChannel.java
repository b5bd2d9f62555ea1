// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An SFTP channel on which many requests are under way at once. JSch's own waits for the reply to every request before it
 * sends the next, which a folder of thousands of small files pays for with a dozen waits a file.
 *
 * <p>Used by one thread at a time. After an {@link IOException} other than an {@link SftpException} it is of no more use.
 */
final class SftpChannel implements AutoCloseable {

    private static final String SUBSYSTEM = "sftp";
    private static final int INIT = 1;
    private static final int VERSION = 2;
    private static final int THREE = 3;

    /** Requests under way at once; the replies to reads of 32 KiB then take four megabytes at most. */
    private static final int UNDER_WAY = 128;

    private static final int LONGEST_REPLY = 4 * 1024 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final ChannelSubsystem channel;
    private final ReceivedBytes replies = new ReceivedBytes();
    private final DataInputStream in = new DataInputStream(replies);
    private final DataOutputStream out;
    private final Map<Integer, SftpReply> early = new HashMap<>();
    private int last;

    /**
     * Opens a channel.
     *
     * @param session a connected session
     * @param timeoutMillis how long the server may take to open it
     */
    SftpChannel(Session session, int timeoutMillis) throws JSchException, IOException {
        channel = (ChannelSubsystem) session.openChannel("subsystem");
        channel.setSubsystem(SUBSYSTEM);
        channel.setWantReply(true);
        channel.setOutputStream(replies.sink());
        out = new DataOutputStream(new BufferedOutputStream(channel.getOutputStream(), BUFFER));
        try {
            channel.connect(timeoutMillis);
            out.writeInt(1 + Integer.BYTES);
            out.writeByte(INIT);
            out.writeInt(THREE);
            out.flush();
            ByteBuffer version = packet();
            if (version.get() != VERSION || version.getInt() < THREE) {
                throw new IOException("The server does not offer version 3 of the SFTP protocol");
            }
        } catch (JSchException | IOException | RuntimeException e) {
            channel.disconnect();
            throw e;
        }
    }

    /** Whether nothing is known to be wrong with the connection. */
    boolean isConnected() {
        return channel.isConnected();
    }

    /** Sends a request and waits for the reply. */
    SftpReply ask(SftpRequest request) throws IOException {
        int number = send(request);
        return await(number);
    }

    /** Sends requests without waiting in between; the replies are in the order of the requests. */
    List<SftpReply> askAll(List<SftpRequest> requests) throws IOException {
        List<SftpReply> received = new ArrayList<>(requests.size());
        int first = last + 1;
        for (int i = 0; i < requests.size(); i++) {
            if (i - received.size() >= UNDER_WAY) {
                while (i - received.size() > UNDER_WAY / 2) {
                    received.add(await(first + received.size()));
                }
            }
            send(requests.get(i));
        }
        while (received.size() < requests.size()) {
            received.add(await(first + received.size()));
        }
        return received;
    }

    /** Sends a request at some later time, at the latest when a reply is awaited; returns its number. */
    int send(SftpRequest request) throws IOException {
        request.write(out, ++last);
        return last;
    }

    /** Waits for the reply to a request that was sent. */
    SftpReply await(int number) throws IOException {
        SftpReply reply = early.remove(number);
        if (reply != null) {
            return reply;
        }
        out.flush();
        while (true) {
            ByteBuffer packet = packet();
            int type = packet.get();
            int request = packet.getInt();
            SftpReply next = new SftpReply(type, packet.slice());
            if (request == number) {
                return next;
            }
            early.put(request, next);
        }
    }

    private ByteBuffer packet() throws IOException {
        int length = in.readInt();
        if (length < 1 + Integer.BYTES || length > LONGEST_REPLY) {
            throw new IOException("The server sent a packet of a length that the SFTP protocol does not allow");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() {
        channel.disconnect();
        replies.end();
    }
}
