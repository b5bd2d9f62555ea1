// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.source;

import ca.tradeshub.ledger.InboxId;
import java.util.List;

/**
 * Files of a drop folder that are landed together, a control file before its CSV.
 *
 * @param inbox the drop folder
 * @param folder the folder on its server
 * @param files the files
 */
public record SourceBatch(InboxId inbox, DropFolder folder, List<SourceFile> files) {

    public SourceBatch {
        files = List.copyOf(files);
    }

    /**
     * A file that may be landed.
     *
     * @param listed the file as it was listed
     * @param isUnchanged whether it has been unchanged for a poll interval; any other is landed only when its content proves
     *     that it is complete
     */
    public record SourceFile(ListedFile listed, boolean isUnchanged) {

        /** The name in the drop folder. */
        public String name() {
            return listed.name();
        }

        /** Its bytes, as listed. */
        public long size() {
            return listed.attributes().size();
        }

        /** Whether it is read into memory, with others at once. */
        public boolean isSmall() {
            return size() <= SMALL;
        }
    }

    /** The largest file that is read into memory. */
    public static final long SMALL = 256 * 1024L;

    /** The names of the files. */
    public List<String> names() {
        return files.stream().map(SourceFile::name).toList();
    }
}
