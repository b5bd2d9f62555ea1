// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Notes whether a CSV text ends inside quotation marks. The parser takes such a text: all lines after an open quotation
 * mark would silently be one field.
 */
final class QuotationWatch extends FilterReader {

    private enum Place {
        FIELD_START,
        IN_FIELD,
        IN_QUOTES,
        AFTER_QUOTE
    }

    private final char separator;
    private Place place = Place.FIELD_START;
    private long line = 1;
    private long openedIn = 1;

    QuotationWatch(Reader text, char separator) {
        super(text);
        this.separator = separator;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        if (character >= 0) {
            pass((char) character);
        }
        return character;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            pass(buffer[i]);
        }
        return count;
    }

    private void pass(char character) {
        if (character == '\n') {
            line++;
        }
        boolean isInside = place == Place.IN_QUOTES;
        if (character == '"' && place != Place.IN_FIELD) {
            if (place == Place.FIELD_START) {
                openedIn = line;
            }
            // A doubled quotation mark closes the field and opens it again.
            place = isInside ? Place.AFTER_QUOTE : Place.IN_QUOTES;
        } else if (!isInside) {
            boolean isEnd = character == separator || character == '\n' || character == '\r';
            place = isEnd ? Place.FIELD_START : Place.IN_FIELD;
        }
    }

    /** Whether the text read so far ends inside quotation marks. */
    boolean isOpen() {
        return place == Place.IN_QUOTES;
    }

    /** The line of the last quotation mark that began a field. */
    long openedIn() {
        return openedIn;
    }
}
