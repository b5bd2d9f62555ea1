// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Content that is made chunk by chunk as it is read. */
public abstract class ChunkStream extends InputStream {

    private static final byte[] NOTHING = {};

    private byte[] chunk = NOTHING;
    private int position;
    private boolean ended;

    /** The next chunk, which may be empty; null at the end. */
    protected abstract byte @Nullable [] chunk() throws IOException;

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : chunk[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        while (!ended && position == chunk.length) {
            byte @Nullable [] next = chunk();
            ended = next == null;
            chunk = next == null ? NOTHING : next;
            position = 0;
        }
        return ended;
    }
}
