// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.FileRefusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in a {@link ContentRefusedException} when it gives more bytes than allowed. */
final class BoundedStream extends FilterInputStream {

    private final Limit limit;
    private long read;

    BoundedStream(InputStream in, Limit limit) {
        super(in);
        this.limit = limit;
    }

    /**
     * How much a container may hold, and what it means when it holds more.
     *
     * @param bytes most bytes
     * @param refusal why a file with more is refused
     */
    record Limit(long bytes, FileRefusal refusal) {}

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws ContentRefusedException {
        read += bytes;
        if (read > limit.bytes()) {
            throw new ContentRefusedException(limit.refusal());
        }
    }
}
