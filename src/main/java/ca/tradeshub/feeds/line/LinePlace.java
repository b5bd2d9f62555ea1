// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

/**
 * The place of a line in the decrypted, decompressed file.
 *
 * @param line line number; 1 is the first line
 * @param offset offset in bytes of the first byte
 * @param length length in bytes, without the line terminator
 */
public record LinePlace(int line, long offset, int length) {

    /** Of a line that has no place yet. */
    static final LinePlace NONE = new LinePlace(0, 0, 0);
}
