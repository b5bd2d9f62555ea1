// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.ContentFormat;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the readers of the three formats share: lines in, records out, and the first refusal ends the reading. */
public abstract class LineFeedReader implements FeedReader {

    /** The longest line read, in bytes. */
    public static final int MAX_LINE = 1 << 20;

    /** Bytes of lines after which a batch is full, however few records they are. */
    private static final int MAX_BATCH = 4 << 20;

    /** After so many lines in another encoding, and not one in the agreed encoding, the file is not read further. */
    private static final int ENOUGH_LINES = 10;

    /** The sentences of all readers of this package. */
    static final Messages MESSAGES = Messages.of(LineFeedReader.class);

    private final LineReader lines;
    private final Charset charset;
    private final boolean isUtf8;
    private final boolean isWindows1252;
    private @Nullable FileRefusal refusal;
    private boolean isStarted;
    private boolean hasLine;
    private boolean ended;
    /** The encoding that the current line was certainly written in, null when it may be the agreed one. */
    private @Nullable String otherEncoding;

    private @Nullable String firstOtherEncoding;
    private int firstOtherLine;
    private int otherLines;
    private boolean isPartlyAsAgreed;
    private @Nullable ControlTotals totals;

    LineFeedReader(InputStream in, Charset charset) {
        this.lines = new LineReader(in, charset, MAX_LINE);
        this.charset = charset;
        this.isUtf8 = charset.equals(StandardCharsets.UTF_8);
        this.isWindows1252 =
                charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(Charset.forName("windows-1252"));
    }

    /** The record on the current line; null when it is not a record, or when it made the reader refuse the file. */
    abstract @Nullable SourceLine record(String text) throws IOException;

    /** Called once at the end of the stream, so that a missing trailer is noticed. */
    abstract void ended();

    @Override
    public final List<SourceLine> next(int max) throws IOException {
        List<SourceLine> records = new ArrayList<>(Math.min(max, 1000));
        long bytes = 0;
        while (records.size() < max && bytes < MAX_BATCH) {
            String text = nextText();
            if (text == null) {
                break;
            }
            bytes += lines.length();
            @Nullable SourceLine record = otherEncoding == null ? record(text) : misread();
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    /** The next line; null at the end and from the first refusal on. */
    final @Nullable String nextText() throws IOException {
        if (refusal != null || ended) {
            return null;
        }
        if (!isStarted) {
            isStarted = true;
            Optional<ContentFormat> format = lines.format();
            if (format.isPresent()) {
                return refuse(format.get());
            }
        }
        switch (lines.next()) {
            case END -> {
                ended = true;
                ended();
                if (refusal == null && otherLines > 0 && !isPartlyAsAgreed) {
                    refuseOtherEncoding();
                }
                return null;
            }
            case TOO_LONG -> {
                int line = lines.number() + 1;
                return refuse(RefusalCode.FILE_LINE_TOO_LONG, line, MESSAGES.text("line-too-long", line, MAX_LINE));
            }
            default -> {
                return decoded();
            }
        }
    }

    private @Nullable String refuse(ContentFormat format) {
        if (format.isEncoding()) {
            return refuse(
                    RefusalCode.FILE_ENCODING, 1, MESSAGES.text("encoding-of-file", format.label(), charset.name()));
        }
        RefusalCode code = format.isCompressed() ? RefusalCode.FILE_DECOMPRESS : RefusalCode.FILE_HEADER;
        return refuse(
                code, null, MESSAGES.text(format == ContentFormat.GZIP ? "gzip-content" : "content", format.label()));
    }

    private @Nullable String decoded() {
        if (!hasLine) {
            hasLine = true;
            if (number() > 1) {
                return refuse(RefusalCode.FILE_HEADER, 1, MESSAGES.text("blank-before-header"));
            }
            int nul = lines.firstNul();
            if (nul > 0) {
                return refuse(RefusalCode.FILE_ENCODING, 1, MESSAGES.text("nul", nul));
            }
        }
        String text = lines.text();
        if (text == null) {
            return lines.isCutInsideCharacter()
                    ? refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("cut-character", number()))
                    : refuseInvalid();
        }
        otherEncoding = null;
        if (!isUtf8 && !lines.isAscii()) {
            otherEncoding = lines.certainEncoding(isWindows1252).orElse(null);
            if (otherEncoding == null && !isPartlyAsAgreed) {
                isPartlyAsAgreed = inUtf8(text).isEmpty();
            }
        }
        return text;
    }

    private @Nullable String refuseInvalid() {
        Text invalid = MESSAGES.text("not-valid", number(), charset.name(), lines.firstInvalid());
        Text probable = lines.otherEncoding()
                .filter(page -> !page.label().equals(charset.name()))
                .map(page -> MESSAGES.text("encoding-of-line", invalid, page.label()))
                .orElse(invalid);
        return refuse(RefusalCode.FILE_ENCODING, number(), probable);
    }

    /** A line in another encoding is a rejected record; a file whose lines beyond ASCII are all so is refused. */
    private @Nullable SourceLine misread() {
        if (otherLines == 0) {
            firstOtherEncoding = otherEncoding;
            firstOtherLine = number();
        }
        otherLines++;
        if (otherLines >= ENOUGH_LINES && !isPartlyAsAgreed) {
            refuseOtherEncoding();
            return null;
        }
        return new UnreadableLine(
                number(),
                offset(),
                length(),
                UnreadableLine.TEXT,
                null,
                null,
                MESSAGES.text("other-encoding", Objects.requireNonNull(otherEncoding), charset.name()));
    }

    private void refuseOtherEncoding() {
        refuse(
                RefusalCode.FILE_ENCODING,
                firstOtherLine,
                MESSAGES.text("encoding-of-file", Objects.requireNonNull(firstOtherEncoding), charset.name()));
    }

    /**
     * Refuses the file when its first line begins with a byte order mark, which this feed has not agreed, or has a
     * carriage return in it, so that there may be no other line.
     */
    final boolean isPlainLine(String text) {
        if (lines.startsWith(0xEF, 0xBB, 0xBF)) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("byte-order-mark"));
            return false;
        }
        if (text.indexOf('\r') >= 0) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("first-carriage-return"));
            return false;
        }
        return true;
    }

    /** The current line, read in another encoding, as it reads in UTF-8; nothing when it does not, or is all ASCII. */
    final Optional<String> inUtf8(String text) {
        if (isUtf8 || text.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.getBytes(charset)))
                    .toString());
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
    }

    /** Refuses the file for the current line. */
    final <T> @Nullable T refuse(RefusalCode code, Text why) {
        return refuse(code, number(), why);
    }

    /** Refuses the file when it has nothing after its header, not even that, or no trailer at its end. */
    final void refuseWithoutTrailer() {
        if (!hasLine()) {
            refuseEmpty();
        } else if (!hasTotals()) {
            refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("no-trailer"));
        }
    }

    /** Refuses a file of no bytes. */
    final void refuseEmpty() {
        refuse(RefusalCode.FILE_HEADER, null, MESSAGES.text("empty"));
    }

    /** Refuses the file because data follows its trailer. */
    final void refuseAfterTrailer() {
        refuse(RefusalCode.FILE_TRAILER, MESSAGES.text("after-trailer"));
    }

    /** Refuses the file: nothing more is read. Returns null, so that a caller can return it. */
    final <T> @Nullable T refuse(RefusalCode code, @Nullable Integer line, Text why) {
        refusal = new FileRefusal(code, line, why);
        return null;
    }

    /** Whether the file has a line that can carry data. */
    final boolean hasLine() {
        return hasLine;
    }

    /** Notes what the sender states of the file. */
    final void stated(ControlTotals stated) {
        totals = stated;
    }

    /** Whether {@link #stated} has been called. */
    final boolean hasTotals() {
        return totals != null;
    }

    final boolean isLastLine() throws IOException {
        return lines.atEnd();
    }

    final boolean isTerminated() {
        return lines.isTerminated();
    }

    final int number() {
        return lines.number();
    }

    final long offset() {
        return lines.offset();
    }

    final int length() {
        return lines.length();
    }

    final UnreadableLine unreadable(String code, @Nullable Integer column, @Nullable String observed, Text message) {
        return new UnreadableLine(number(), offset(), length(), code, column, observed, message);
    }

    @Override
    public final Optional<FileRefusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public final ControlTotals trailer() {
        if (refusal != null || !ended) {
            throw new IllegalStateException("A file's totals are known after its end, when it has no refusal");
        }
        return Objects.requireNonNull(totals, "a file without a refusal states its totals");
    }

    @Override
    public final void close() throws IOException {
        lines.close();
    }
}
