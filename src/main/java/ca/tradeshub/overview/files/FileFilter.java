// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.canonical.Feed;
import org.jspecify.annotations.Nullable;

/**
 * Which files a list shows; null means all.
 *
 * @param sender only those of this sender
 * @param feed only those of this feed
 * @param status only those with this status, see {@link FileRow#status()}
 * @param employer only those of the employer with these first nine digits of its business number
 * @param name only those whose name begins with this text
 * @param open only those with records that are held or pending
 */
public record FileFilter(
        @Nullable String sender,
        @Nullable Feed feed,
        @Nullable String status,
        @Nullable String employer,
        @Nullable String name,
        boolean open) {

    /** All files. */
    public static final FileFilter ALL = new FileFilter(null, null, null, null, null, false);
}
