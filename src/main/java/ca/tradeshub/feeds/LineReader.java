// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.text.CodePage;
import ca.tradeshub.canonical.text.ContentFormat;
import ca.tradeshub.canonical.text.MisreadUtf8;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines by bytes: a line ends with LF or CR LF and nothing else, so offsets and lengths are exact
 * whatever the text. Lines that cannot carry data (blank ones, the end mark 1A of DOS, the NUL padding of a tape block)
 * are counted and passed over. Encodings must be supersets of ASCII. Memory is bounded by the longest line allowed.
 */
final class LineReader implements Closeable {

    private static final byte END_OF_DOS_FILE = 0x1A;

    /** What {@link #next} came upon. */
    enum Step {
        LINE,
        END,
        /** A line longer than allowed; reading stops there. */
        TOO_LONG
    }

    private final InputStream in;
    private final int maxLength;
    private final CharsetDecoder decoder;

    private byte[] buffer = new byte[1 << 16];
    private int limit;
    private boolean exhausted;
    /** Where the next line begins in the buffer. */
    private int next;

    private long bufferOffset;
    private int start;
    private int length;
    private int number;
    private boolean terminated;
    /** The lines that are read or passed over. */
    private int passed;
    /** Whether the next line begins with so much padding that it was dropped. */
    private boolean isPaddedTooLong;

    LineReader(InputStream in, Charset charset, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    Step next() throws IOException {
        if (!passBlankLines()) {
            return Step.END;
        }
        if (isPaddedTooLong) {
            return Step.TOO_LONG;
        }
        int scanned = next;
        while (true) {
            for (; scanned < limit; scanned++) {
                if (buffer[scanned] == '\n') {
                    return line(scanned, scanned + 1);
                }
            }
            if (scanned - next > maxLength + 1) {
                return Step.TOO_LONG;
            }
            int before = next;
            if (!fill()) {
                return limit == next ? Step.END : line(limit, limit);
            }
            scanned -= before - next;
        }
    }

    private Step line(int end, int following) {
        terminated = following > end;
        if (terminated && end > next && buffer[end - 1] == '\r') {
            end--;
        }
        while (!terminated && (buffer[end - 1] == 0 || buffer[end - 1] == END_OF_DOS_FILE)) {
            end--;
        }
        if (end - next > maxLength) {
            return Step.TOO_LONG;
        }
        start = next;
        length = end - next;
        next = following;
        passed++;
        number = passed;
        return Step.LINE;
    }

    /** Passes over lines that cannot carry data; false when nothing else follows. */
    private boolean passBlankLines() throws IOException {
        int scanned = next;
        while (true) {
            for (; scanned < limit; scanned++) {
                byte b = buffer[scanned];
                if (b == '\n') {
                    next = scanned + 1;
                    passed++;
                    isPaddedTooLong = false;
                } else if (!isPadding(b)) {
                    return true;
                }
            }
            if (scanned - next > maxLength) {
                next = scanned;
                isPaddedTooLong = true;
            }
            int before = next;
            if (!fill()) {
                next = limit;
                return false;
            }
            scanned -= before - next;
        }
    }

    private static boolean isPadding(byte b) {
        return b == 0 || b == END_OF_DOS_FILE || b == ' ' || b == '\t' || b == '\r' || b == '\f';
    }

    /** The format of the stream where it is not lines of text. Asked before the first line. */
    Optional<ContentFormat> format() throws IOException {
        while (limit < ContentFormat.SAMPLE && fill()) {
            continue;
        }
        return ContentFormat.of(buffer, limit);
    }

    /** Reads on, first making room; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (limit == buffer.length) {
            if (next > 0) {
                System.arraycopy(buffer, next, buffer, 0, limit - next);
                bufferOffset += next;
                start -= next;
                limit -= next;
                next = 0;
            } else {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        exhausted = read < 0;
        limit += Math.max(read, 0);
        return !exhausted;
    }

    /** Whether the current line is the last that can carry data. Asked after {@link #text}, since it may read on. */
    boolean atEnd() throws IOException {
        return !passBlankLines();
    }

    /** Number of the current line, from 1. */
    int number() {
        return number;
    }

    /** Offset of the current line's first byte in the stream. */
    long offset() {
        return bufferOffset + start;
    }

    /** Length of the current line in bytes, without terminator. */
    int length() {
        return length;
    }

    /** Whether the current line ended with a terminator rather than with the stream. */
    boolean isTerminated() {
        return terminated;
    }

    /** Where the current line first has a NUL, from 1; 0 when it has none. */
    int firstNul() {
        for (int i = 0; i < length; i++) {
            if (buffer[start + i] == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether the current line begins with the bytes. */
    boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= length || (buffer[start + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The current line as text; null when its bytes are invalid in the encoding. */
    @Nullable
    String text() {
        if (isAscii()) {
            return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, length);
        CharBuffer text = CharBuffer.allocate(length);
        CoderResult result = decoder.reset().decode(bytes, text, true);
        return result.isError() ? null : text.flip().toString();
    }

    /** Which byte of the current line, invalid as it is, is the first that is wrong, from 1. */
    int firstInvalid() {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, length);
        decoder.reset().decode(bytes, CharBuffer.allocate(length), true);
        return bytes.position() - start + 1;
    }

    /** Whether the current line, invalid as it is, would be valid had it not been cut inside its last character. */
    boolean isCutInsideCharacter() {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, length);
        CoderResult result = decoder.reset().decode(bytes, CharBuffer.allocate(length), false);
        return !terminated && !result.isError() && bytes.hasRemaining();
    }

    /** The encoding that the current line, which is invalid in its own, is plausible in. */
    Optional<CodePage> otherEncoding() {
        return CodePage.of(buffer, start, start + length);
    }

    /** The encoding that the current line was certainly written in, where it is declared to have one byte a character. */
    Optional<String> certainEncoding(boolean isWindows1252) {
        if (MisreadUtf8.isCertain(buffer, start, start + length)) {
            return Optional.of("UTF-8");
        }
        return isWindows1252
                ? CodePage.insteadOfWindows1252(buffer, start, start + length).map(CodePage::label)
                : Optional.empty();
    }

    /** Whether the current line has only ASCII bytes. */
    boolean isAscii() {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
