// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.FileReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response, ready to be written.
 *
 * @param files the files it consists of, in the order in which they are written; empty when there is nothing to write
 * @param resend the rejected records that the sender can correct and send again, null when no records can be sent again
 * @param saw which transactions' work it reports, null when there is nothing to write
 */
public record SenderResponse(List<OutFile> files, FileReport.@Nullable Resend resend, @Nullable String saw) {

    /** Nothing to write. */
    static final SenderResponse NONE = new SenderResponse(List.of(), null, null);

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
