// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * The packets of an OpenPGP message one by one (RFC 4880, section 4). Packets that are read whole have a bound, so that
 * a message cannot make its reader remember more than a few kilobytes, whatever lengths it claims.
 */
final class PgpPackets {

    static final int SESSION_KEY = 1;
    static final int SIGNATURE = 2;
    static final int PASSWORD_SESSION_KEY = 3;
    static final int ONE_PASS_SIGNATURE = 4;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int COMPRESSED = 8;
    static final int ENCRYPTED_UNPROTECTED = 9;
    static final int LITERAL = 11;
    static final int ENCRYPTED = 18;
    static final int ENCRYPTED_AEAD = 20;
    /** Octets of the header that {@link #small} gives a packet. */
    static final int HEADER = 6;

    /** No more packets. */
    static final int END = -1;

    private static final int MARKER = 10;
    private static final int PADDING = 21;
    private static final int LARGEST_SMALL = 16 * 1024;
    private static final int MOST_SMALL = 64;

    private final PushbackInputStream in;
    private int small;

    PgpPackets(InputStream in) {
        this.in = new PushbackInputStream(in, 1);
    }

    /** The tag in the first octet of a packet, in the old or the new format. */
    static int tag(int header) {
        return (header & 0x40) != 0 ? header & 0x3F : (header & 0x3F) >> 2;
    }

    /** The tag of the next packet, which is not read yet; markers and padding are skipped. */
    int next() throws IOException {
        while (true) {
            int header = in.read();
            if (header < 0) {
                return END;
            }
            if ((header & 0x80) == 0) {
                throw new IOException("No packet begins here");
            }
            in.unread(header);
            int tag = tag(header);
            if (tag != MARKER && tag != PADDING) {
                return tag;
            }
            small();
        }
    }

    /** Whether nothing follows, neither a packet nor other bytes. */
    boolean isAtEnd() {
        try {
            return next() == END;
        } catch (IOException otherBytes) {
            return false;
        }
    }

    /** The next packet, header and all, of a kind that is always small. */
    byte[] small() throws IOException {
        if (++small > MOST_SMALL) {
            throw new IOException("Too many packets");
        }
        int header = in.read();
        Body body = body(header);
        byte[] content = body.readNBytes(LARGEST_SMALL + 1);
        if (content.length > LARGEST_SMALL) {
            throw new IOException("A packet that should be small is large");
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream(content.length + HEADER);
        packet.write(0xC0 | tag(header));
        packet.write(0xFF);
        for (int shift = 24; shift >= 0; shift -= 8) {
            packet.write(content.length >> shift);
        }
        packet.writeBytes(content);
        return packet.toByteArray();
    }

    /** The body of the next packet, to be read to its end before the packet behind it. */
    InputStream body() throws IOException {
        return body(in.read());
    }

    /** Everything from the next packet's header on, for a reader that knows packets itself. */
    InputStream rest() {
        return in;
    }

    private Body body(int header) throws IOException {
        if ((header & 0x40) != 0) {
            Body body = new Body(0, false);
            body.readLength();
            return body;
        }
        return switch (header & 3) {
            case 0 -> new Body(octet(), false);
            case 1 -> new Body(number(2), false);
            case 2 -> new Body(number(4), false);
            default -> new Body(Long.MAX_VALUE, true);
        };
    }

    private long number(int octets) throws IOException {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | octet();
        }
        return number;
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    /** The body of one packet, of a stated length, in parts, or up to the end of everything. */
    private final class Body extends BlockStream {

        private long left;
        private boolean hasMoreParts;
        private final boolean untilEnd;

        Body(long length, boolean untilEnd) {
            this.left = length;
            this.untilEnd = untilEnd;
        }

        void readLength() throws IOException {
            int first = octet();
            hasMoreParts = first >= 224 && first < 255;
            if (first < 192) {
                left = first;
            } else if (first < 224) {
                left = (first - 192 << 8) + octet() + 192;
            } else if (hasMoreParts) {
                left = 1L << (first & 0x1F);
            } else {
                left = number(4);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0 && hasMoreParts) {
                readLength();
            }
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                if (untilEnd) {
                    return -1;
                }
                throw new EOFException();
            }
            left -= count;
            return count;
        }
    }
}
