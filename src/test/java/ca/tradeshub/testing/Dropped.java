// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.source.DropFolder;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceAttributes;
import ca.tradeshub.intake.source.SourceBatch;
import ca.tradeshub.intake.source.SourceBatch.SourceFile;
import ca.tradeshub.intake.source.SourceContent;
import ca.tradeshub.ledger.InboxId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A drop folder without a server: files in memory that nobody changes. */
public class Dropped implements DropFolder {

    private final InboxId inbox;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Instant modified;

    /** A folder whose files are all of one time. */
    public Dropped(String sender, String folder, Instant modified) {
        this.inbox = InboxId.of(sender, folder);
        this.modified = modified;
    }

    /** Puts a file into it. */
    public Dropped with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** Its files in the order in which they were put into it, as files that have been unchanged long enough. */
    public SourceBatch batch() {
        return batch(true);
    }

    /** Its files in the order in which they were put into it. */
    public SourceBatch batch(boolean areSettled) {
        return new SourceBatch(
                inbox,
                this,
                list().stream().map(file -> new SourceFile(file, areSettled)).toList());
    }

    /** Lands its only file. */
    public LandedFile land(Landing landing) throws IOException {
        return landing.land(batch()).files().get(0);
    }

    @Override
    public List<ListedFile> list() {
        return files.keySet().stream().map(this::listed).toList();
    }

    @Override
    public long modifiedSeconds() {
        return modified.getEpochSecond();
    }

    private ListedFile listed(String name) {
        return new ListedFile(name, true, false, SourceAttributes.of(files.get(name).length, modified));
    }

    @Override
    public List<SourceContent> read(List<ListedFile> wanted) throws IOException {
        return wanted.stream()
                .<SourceContent>map(file -> new SourceContent.Whole(files.get(file.name())))
                .toList();
    }

    @Override
    public InputStream open(ListedFile file) throws IOException {
        return new ByteArrayInputStream(files.get(file.name()));
    }

    @Override
    public List<Optional<ListedFile>> look(List<String> names) throws IOException {
        return names.stream()
                .map(name -> Optional.of(name).filter(files::containsKey).map(this::listed))
                .toList();
    }

    @Override
    public List<Optional<IOException>> rename(List<Rename> renames) {
        return renames.stream()
                .map(rename -> {
                    files.put(rename.to(), files.remove(rename.from()));
                    return Optional.<IOException>empty();
                })
                .toList();
    }

    @Override
    public void create(String name) {
        // Names with a folder in front are names like others.
    }
}
