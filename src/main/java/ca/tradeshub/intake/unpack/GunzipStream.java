// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.text.ContentFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file (RFC 1952): all its members one after the other, each checked, and nothing behind them.
 * An error in the file is thrown as a {@link ContentRefusedException}. Java's own stream uses one stack frame for every
 * empty member. It also silently drops the data after a member when its source does not report that more is available.
 */
final class GunzipStream extends BlockStream {

    private static final int BUFFER = 64 * 1024;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int limit;
    private boolean first = true;
    private boolean inMember;
    private boolean ended;

    private GunzipStream(InputStream in) {
        this.in = in;
    }

    /** Opens a gzip file whose content may not exceed a limit; one level only. */
    static InputStream open(InputStream compressed, BoundedStream.Limit limit) throws IOException {
        PushbackInputStream content =
                new PushbackInputStream(new BoundedStream(new GunzipStream(compressed), limit), 2);
        try {
            byte[] start = content.readNBytes(2);
            if (start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
                throw new ContentRefusedException(RefusalCode.FILE_DECOMPRESS, "compressed-twice");
            }
            content.unread(start);
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                ended = !first && isPaddedToEnd();
                if (ended) {
                    return -1;
                }
                readHeader();
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                crc.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                readTrailer();
            } else if (inflater.needsDictionary()) {
                throw damaged();
            } else if (inflater.needsInput()) {
                if (!fill()) {
                    throw endsTooEarly();
                }
                inflater.setInput(buffer, 0, limit);
            }
        }
        return -1;
    }

    /** Whether only zeros follow, with which a block device or a tape fills its last block. */
    private boolean isPaddedToEnd() throws IOException {
        while (next < limit || fill()) {
            if (buffer[next] != 0) {
                return false;
            }
            next++;
        }
        return true;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ContentRefusedException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private void readHeader() throws IOException {
        if (first) {
            while (limit < ContentFormat.SAMPLE && fillMore()) {
                continue;
            }
            Optional<ContentFormat> format = ContentFormat.of(buffer, limit);
            if (format.isPresent() && format.get() != ContentFormat.GZIP) {
                throw new ContentRefusedException(
                        RefusalCode.FILE_DECOMPRESS, "gzip-other", format.get().label());
            }
        }
        if (readByte() != 0x1f || readByte() != 0x8b) {
            throw new ContentRefusedException(RefusalCode.FILE_DECOMPRESS, first ? "gzip-not" : "gzip-followed");
        }
        first = false;
        int method = readByte();
        int flags = readByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw damaged();
        }
        for (int i = 0; i < 6; i++) {
            readByte();
        }
        if ((flags & EXTRA) != 0) {
            for (int left = readByte() | readByte() << 8; left > 0; left--) {
                readByte();
            }
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (readByte() != 0) {
                continue;
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            readByte();
            readByte();
        }
        inflater.reset();
        inflater.setInput(buffer, next, limit - next);
        crc.reset();
        inMember = true;
    }

    private void readTrailer() throws IOException {
        next = limit - inflater.getRemaining();
        long sum = readNumber();
        long size = readNumber();
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw damaged();
        }
        inMember = false;
    }

    private long readNumber() throws IOException {
        return readByte() | readByte() << 8 | readByte() << 16 | (long) readByte() << 24;
    }

    private int readByte() throws IOException {
        if (next == limit && !fill()) {
            throw endsTooEarly();
        }
        return buffer[next++] & 0xFF;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private boolean fillMore() throws IOException {
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    private static ContentRefusedException damaged() {
        return new ContentRefusedException(RefusalCode.FILE_DECOMPRESS, "gzip-damaged");
    }

    private static ContentRefusedException endsTooEarly() {
        return new ContentRefusedException(RefusalCode.FILE_DECOMPRESS, "gzip-truncated");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
