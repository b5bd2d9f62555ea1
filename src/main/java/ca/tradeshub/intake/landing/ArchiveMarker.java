// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.protection.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The file in an archive that holds the archive's id. */
public final class ArchiveMarker {

    private static final String NAME = "archive.id";

    private final Path file;

    /** Of the archive in a folder. */
    public ArchiveMarker(Path archive) {
        this.file = archive.resolve(NAME);
    }

    /** The file itself. */
    public Path file() {
        return file;
    }

    /**
     * The id.
     *
     * @return empty when the archive has none
     * @throws IOException when the file cannot be read or holds no id
     */
    public Optional<UUID> read() throws IOException {
        try {
            return Optional.of(UUID.fromString(
                    Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException("The file holds no id", e);
        }
    }

    /** The id, which is created when the archive has none. */
    public UUID readOrCreate() throws IOException {
        Optional<UUID> existing = read();
        if (existing.isPresent()) {
            return existing.get();
        }
        UUID id = UUID.randomUUID();
        Path draft = file.resolveSibling(NAME + "." + id);
        try {
            write(draft, id);
            // Another hub that starts at the same time finds no file or a whole one.
            Files.createLink(file, draft);
            return id;
        } catch (FileAlreadyExistsException another) {
            return read().orElseThrow(() -> new IOException("The file was removed", another));
        } catch (UnsupportedOperationException withoutLinks) {
            write(file, id);
            return id;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path file, UUID id) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFolder.fileAttributes())) {
            channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }
}
