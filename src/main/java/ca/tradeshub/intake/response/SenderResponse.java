// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.SenderResponses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response, ready to be written.
 *
 * @param files the files it consists of, in the order in which they are written; empty when there is nothing to write
 * @param resubmission the number of the resubmission that the rejection pack is given out for, 0 without a pack
 * @param due the response that is owed, as its lease was renewed; null when there is nothing to write
 * @param saw which transactions' work it reports, null when there is nothing to write
 */
public record SenderResponse(
        List<OutFile> files, int resubmission, SenderResponses.@Nullable Due due, @Nullable String saw) {

    /** Nothing to write. */
    static final SenderResponse NONE = new SenderResponse(List.of(), 0, null, null);

    /**
     * A file for a sender's {@code out/} folder.
     *
     * @param name its name
     * @param content its content
     */
    public record OutFile(String name, Content content) {

        /** A file whose content is at hand. */
        public static OutFile of(String name, byte[] bytes) {
            return new OutFile(name, () -> new ByteArrayInputStream(bytes));
        }

        /** Its content from the first byte; the caller closes it. */
        public InputStream open() throws IOException {
            return content.open();
        }
    }

    /** Content that is made while it is read, so that its size does not matter. */
    @FunctionalInterface
    public interface Content {

        /** The content from the first byte; the caller closes it. */
        InputStream open() throws IOException;
    }
}
