// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.ledger.response.FileReport.Place;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Extracts records from a file's content in one pass, in the order in which the file contains them. */
public final class RecordBytes implements Closeable {

    private final InputStream content;
    private long position;

    /** Reads from the content's first byte; it is closed with this. */
    public RecordBytes(InputStream content) {
        this.content = new BufferedInputStream(content);
    }

    /** The bytes of a record without its terminator; the record must come after all records read before. */
    public byte[] read(Place place) throws IOException {
        return read(place, place.length());
    }

    /** The same, at most so many bytes of it. */
    public byte[] read(Place place, int limit) throws IOException {
        content.skipNBytes(place.offset() - position);
        int wanted = Math.min(place.length(), limit);
        byte[] bytes = content.readNBytes(wanted);
        if (bytes.length < wanted) {
            throw new EOFException("The archived file ends before its line " + place.line());
        }
        position = place.offset() + wanted;
        return bytes;
    }

    /** The first line with its terminator, read before any record. */
    public byte[] firstLine(int longest) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int next = content.read(); next >= 0 && line.size() <= longest; next = content.read()) {
            line.write(next);
            if (next == '\n') {
                position = line.size();
                return line.toByteArray();
            }
        }
        throw new EOFException("The archived file has no first line");
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
