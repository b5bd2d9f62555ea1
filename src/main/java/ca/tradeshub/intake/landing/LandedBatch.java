// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.intake.source.DropFolder;
import java.util.List;

/**
 * The result of landing a batch.
 *
 * @param folder the drop folder on its server
 * @param files the results of the files of which there is one
 */
public record LandedBatch(DropFolder folder, List<LandedFile> files) {

    public LandedBatch {
        files = List.copyOf(files);
    }

    /** The ledger's ids of the files that wait to be processed. */
    public List<Long> toProcess() {
        return files.stream()
                .filter(LandedFile::waitsForProcessing)
                .map(LandedFile::id)
                .toList();
    }

    /** The files whose sources are moved, with the server on which they are. */
    public List<LandedFile> toMove() {
        return files.stream()
                .filter(file -> file.source() != LandedFile.Source.STAYS)
                .toList();
    }
}
