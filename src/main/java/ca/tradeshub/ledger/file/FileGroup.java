// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files in the hands of one worker, which go through each step together: small files of one feed, or one file alone. A
 * step replaces the outcomes of the files that it is for.
 *
 * @param files the outcome of the last step for each file, in the order in which they landed
 */
public record FileGroup(List<FileOutcome> files) {

    /** Files that were just leased. */
    static FileGroup of(List<FileLease> leases) {
        return new FileGroup(
                leases.stream().<FileOutcome>map(FileOutcome.Leased::new).toList());
    }

    /** The id of the file, or of the first one. */
    public long fileId() {
        return files.get(0).lease().fileId();
    }

    /** The leases of the files. */
    public List<FileLease> leases() {
        return files.stream().map(FileOutcome::lease).toList();
    }

    /** Whether it has more than one file. */
    public boolean isSeveral() {
        return files.size() > 1;
    }

    /** Whether a file is refused. */
    public boolean isAnyRefused() {
        return !all(FileOutcome.Refused.class).isEmpty();
    }

    /** Whether a file agrees with its control totals and may take effect. */
    public boolean isAnyBalanced() {
        return !all(FileOutcome.Balanced.class).isEmpty();
    }

    /** Whether the files are only to be checked. */
    public boolean isDryRun() {
        return files.get(0).lease().inbox().dryRun();
    }

    /** The outcomes of a kind. */
    public <T extends FileOutcome> List<T> all(Class<T> kind) {
        return files.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The same files with the new outcomes of some of them. */
    public FileGroup with(Collection<? extends FileOutcome> outcomes) {
        Map<Long, FileOutcome> byFile = new HashMap<>();
        outcomes.forEach(outcome -> byFile.put(outcome.lease().fileId(), outcome));
        return new FileGroup(files.stream()
                .map(file -> byFile.getOrDefault(file.lease().fileId(), file))
                .toList());
    }
}
