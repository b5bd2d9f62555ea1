// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import java.io.IOException;

/** The source of a file while it is landed. A sender may replace it at any time, also while it is read. */
@FunctionalInterface
public interface ListedSource {

    /**
     * Whether the drop folder still holds the file that its listing showed, as far as the server's attributes show it:
     * size, time and owner.
     *
     * @throws IOException when the server does not answer
     */
    boolean isAsListed() throws IOException;
}
