// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that a file may have in place of lines of text, each known by its first bytes. */
public enum ContentFormat {
    GZIP("gzip", 0x1F, 0x8B),
    ZIP("zip (also a workbook of a spreadsheet, .xlsx)", 'P', 'K', 3, 4),
    EMPTY_ZIP("zip", 'P', 'K', 5, 6),
    SEVEN_ZIP("7-Zip", '7', 'z', 0xBC, 0xAF, 0x27, 0x1C),
    XZ("xz", 0xFD, '7', 'z', 'X', 'Z', 0),
    BZIP2("bzip2", 'B', 'Z', 'h'),
    ZSTD("Zstandard", 0x28, 0xB5, 0x2F, 0xFD),
    RAR("RAR", 'R', 'a', 'r', '!', 0x1A),
    COMPRESS("compress (.Z)", 0x1F, 0x9D),
    OLD_WORKBOOK("a workbook of an old spreadsheet (.xls)", 0xD0, 0xCF, 0x11, 0xE0),
    PDF("PDF", '%', 'P', 'D', 'F', '-'),
    RTF("RTF", '{', '\\', 'r', 't', 'f'),
    ARMOURED_PGP("OpenPGP in text form", ascii("-----BEGIN PGP")),
    XML("XML", ascii("<?xml")),
    HTML("HTML", ascii("<!DOCTYPE html")),
    HTML_ELEMENT("HTML", ascii("<html")),
    UTF_16("UTF-16", 0xFF, 0xFE),
    UTF_16_BIG_ENDIAN("UTF-16", 0xFE, 0xFF),
    /** Recognised by the frequency of its letters, digits and spaces. */
    EBCDIC("EBCDIC");

    /** So many bytes of a file are enough to recognise its format. */
    public static final int SAMPLE = 512;

    private static final int LEAST_FOR_EBCDIC = 16;

    /** Of a hundred bytes so many must be ones that a line of text has in EBCDIC. */
    private static final int MOST_OF_HUNDRED = 95;

    private static final boolean[] EBCDIC_TEXT = new boolean[0x100];

    static {
        for (int[] range : new int[][] {
            {0x81, 0x89}, {0x91, 0x99}, {0xA2, 0xA9}, {0xC0, 0xC9}, {0xD0, 0xD9}, {0xE2, 0xE9}, {0xF0, 0xF9}
        }) {
            Arrays.fill(EBCDIC_TEXT, range[0], range[1] + 1, true);
        }
        for (int b : new int[] {0x0D, 0x15, 0x25, 0x40, 0x4B, 0x60, 0x61, 0x6B, 0x6D, 0x7A, 0x7D, 0x7F}) {
            EBCDIC_TEXT[b] = true;
        }
    }

    private final String label;
    private final int[] start;

    ContentFormat(String label, int... start) {
        this.label = label;
        this.start = start;
    }

    private static int[] ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int[] start = new int[bytes.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = bytes[i];
        }
        return start;
    }

    /** The name of the format in a sentence. */
    public String label() {
        return label;
    }

    /** Whether the format is an encoding of text rather than a container or document. */
    public boolean isEncoding() {
        return compareTo(UTF_16) >= 0;
    }

    /** Whether the format is a container of compressed files. */
    public boolean isCompressed() {
        return compareTo(COMPRESS) <= 0;
    }

    /**
     * The format of a file that starts with these bytes; empty for lines of text and for unknown formats.
     *
     * @param bytes the start of the file
     * @param length how many of the bytes count
     */
    public static Optional<ContentFormat> of(byte[] bytes, int length) {
        for (ContentFormat format : values()) {
            if (format.start.length > 0 && format.isStartOf(bytes, length)) {
                return Optional.of(format);
            }
        }
        if (length > 1 && (bytes[0] == 0) != (bytes[1] == 0)) {
            return Optional.of(UTF_16);
        }
        return isEbcdic(bytes, length) ? Optional.of(EBCDIC) : Optional.empty();
    }

    private boolean isStartOf(byte[] bytes, int length) {
        if (length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEbcdic(byte[] bytes, int length) {
        int sample = Math.min(length, SAMPLE);
        int text = 0;
        int letters = 0;
        for (int i = 0; i < sample; i++) {
            int b = bytes[i] & 0xFF;
            text += EBCDIC_TEXT[b] ? 1 : 0;
            letters += EBCDIC_TEXT[b] && b >= 0x80 ? 1 : 0;
        }
        return sample >= LEAST_FOR_EBCDIC && text * 100 >= sample * MOST_OF_HUNDRED && letters * 4 >= sample / 4;
    }
}
