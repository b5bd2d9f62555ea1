// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

/**
 * The address of a record: the position of its bytes in the file that contains it.
 *
 * @param feed the feed of the file
 * @param file the file's name as the sender wrote it, without {@code .gz} or {@code .pgp}
 * @param sha256 hex digest of the decrypted, decompressed file (payroll: CSV followed by control file)
 * @param line line number, 1 is the first line of the decrypted, decompressed file
 * @param offset offset of the record's first byte in that same file
 * @param length length in bytes, without the line terminator
 */
public record SourceRef(Feed feed, String file, String sha256, int line, long offset, int length) {

    /**
     * Accepts the numbers that the contracts accept.
     *
     * @throws IllegalArgumentException when the line is less than 1, or offset or length less than 0
     */
    public SourceRef {
        if (line < 1 || offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "No record is at line %s, offset %s with length %s".formatted(line, offset, length));
        }
    }

    /** Whether both records are in the same file. */
    public boolean isInFileOf(SourceRef other) {
        return feed == other.feed && file.equals(other.file) && sha256.equals(other.sha256);
    }
}
