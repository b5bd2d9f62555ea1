// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a source that must not change while they are read: ends in a {@link SourceChangedException} when there
 * were more or fewer than the listing showed, or when the drop folder then holds another file.
 */
final class UnchangedStream extends FilterInputStream {

    private final long size;
    private final ListedSource source;
    private long read;

    /**
     * @param in the bytes
     * @param size how many there are, as the drop folder lists them
     * @param source asked at the end of the bytes
     */
    UnchangedStream(InputStream in, long size, ListedSource source) {
        super(in);
        this.size = size;
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) throws IOException {
        read += Math.max(bytes, 0);
        if (read > size || bytes < 0 && read < size) {
            in.close();
            throw new SourceChangedException();
        }
        if (bytes < 0) {
            finish();
        }
    }

    /** Ends reading, of a file that is too large before its end, and asks whether the source is as listed. */
    void finish() throws IOException {
        // The server is not asked while its answers to earlier reads are on their way.
        in.close();
        if (!source.isAsListed()) {
            throw new SourceChangedException();
        }
    }
}
