// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Content that is made in blocks: a single byte is read as a block of one. */
abstract class BlockStream extends InputStream {

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        int count = 0;
        while (count == 0) {
            count = read(one, 0, 1);
        }
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
