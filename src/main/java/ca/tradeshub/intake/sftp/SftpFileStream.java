// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes of a file on an SFTP server, requested ahead of the reader. */
final class SftpFileStream extends InputStream {

    private static final int AHEAD = 32;

    private final SftpChannel server;
    private final byte[] handle;
    private final Deque<SentRequest> sent = new ArrayDeque<>();
    private byte[] chunk = new byte[0];
    private int used;
    private long received;
    private long next;
    private boolean ended;
    private boolean closed;

    /** A read under way. */
    private record SentRequest(int number, long offset) {}

    /**
     * @param server the channel; used by nothing else until this is closed
     * @param handle the open file
     */
    SftpFileStream(SftpChannel server, byte[] handle) {
        this.server = server;
        this.handle = handle;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (used == chunk.length) {
            if (ended) {
                return -1;
            }
            receive();
        }
        int count = Math.min(length, chunk.length - used);
        System.arraycopy(chunk, used, buffer, offset, count);
        used += count;
        return count;
    }

    private void receive() throws IOException {
        while (sent.size() < AHEAD) {
            sent.add(new SentRequest(server.send(SftpRequest.read(handle, next, SftpDropFolder.CHUNK)), next));
            next += SftpDropFolder.CHUNK;
        }
        SentRequest first = sent.removeFirst();
        SftpReply reply = server.await(first.number());
        if (first.offset() != received) {
            // A reply before it had less than was requested.
            return;
        }
        if (reply.isEnd()) {
            ended = true;
            return;
        }
        chunk = reply.data();
        used = 0;
        received += chunk.length;
        if (chunk.length < SftpDropFolder.CHUNK) {
            awaitAll();
            next = received;
        }
    }

    private void awaitAll() throws IOException {
        while (!sent.isEmpty()) {
            server.await(sent.removeFirst().number());
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            awaitAll();
            server.ask(SftpRequest.close(handle)).done();
        }
    }
}
