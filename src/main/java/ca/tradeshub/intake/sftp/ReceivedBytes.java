// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The bytes that a connection's thread receives, for the thread that reads them. A piped stream of Java would do, but
 * it copies byte by byte when it is full, and fails when the thread that read last has ended; a kept connection is
 * read by one thread after another. The window of the channel bounds what is received and not read.
 */
final class ReceivedBytes extends InputStream {

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int used;
    private boolean ended;

    /** Where the connection's thread writes what it receives; closed at the end of the connection. */
    OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                add(new byte[] {(byte) one});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                add(Arrays.copyOfRange(bytes, offset, offset + length));
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        while (chunks.isEmpty()) {
            if (ended) {
                throw new EOFException("The connection has ended");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        byte[] chunk = chunks.getFirst();
        int count = Math.min(length, chunk.length - used);
        System.arraycopy(chunk, used, buffer, offset, count);
        used += count;
        if (used == chunk.length) {
            chunks.removeFirst();
            used = 0;
        }
        return count;
    }

    private synchronized void add(byte[] chunk) {
        if (chunk.length > 0) {
            chunks.add(chunk);
            notifyAll();
        }
    }

    /** Ends the stream, also for a reader that waits for more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
