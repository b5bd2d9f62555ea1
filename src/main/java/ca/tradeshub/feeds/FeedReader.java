// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.line.SourceLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads one file record by record in constant memory. */
public interface FeedReader extends AutoCloseable {

    /**
     * The next records; fewer than asked for when they are long.
     *
     * @param max the most to return
     * @return the records in file order; empty when there are no more, or none after a refusal
     * @throws IOException when the stream fails
     */
    List<SourceLine> next(int max) throws IOException;

    /** Why the file must be refused, as far as it has been read: refusals of a header are known from the start. */
    Optional<FileRefusal> refusal();

    /**
     * What the sender states of the file.
     *
     * @throws IllegalStateException when asked before the end, or of a file with a refusal
     */
    ControlTotals trailer();

    @Override
    void close() throws IOException;
}
