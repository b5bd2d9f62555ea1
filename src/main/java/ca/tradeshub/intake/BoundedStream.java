package ca.tradeshub.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in a {@link ContentFault} when it gives more bytes than allowed. */
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private final String code;
    private final String detail;
    private long read;

    BoundedStream(InputStream in, long limit, String code, String detail) {
        super(in);
        this.limit = limit;
        this.code = code;
        this.detail = detail;
    }

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

    private void count(long bytes) throws ContentFault {
        read += bytes;
        if (read > limit) {
            throw new ContentFault(code, detail);
        }
    }
}
