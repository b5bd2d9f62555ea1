// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.intake.unpack.BoundedStream.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens what senders pack their files in: {@code .gz}, {@code .pgp} or the one in the other, one level of each. */
public final class FileUnpacker {

    private static final Messages MESSAGES = Messages.of(FileUnpacker.class);
    private static final long UNMEASURED = 1024 * 1024;
    private static final String PGP = ".pgp";
    private static final String GZIP = ".gz";

    private final PgpKeys keys;
    private final long maxContent;
    private final int maxExpansion;

    /**
     * @param keys the keys that open encrypted files
     * @param maxContent most bytes the content of a packed file may have
     * @param maxExpansion how many times larger than the file its content may be
     */
    public FileUnpacker(PgpKeys keys, long maxContent, int maxExpansion) {
        this.keys = keys;
        this.maxContent = maxContent;
        this.maxExpansion = maxExpansion;
    }

    /**
     * The content of a file. Nothing of an encrypted file is given out before all of it proved to be whole and signed by
     * its sender.
     *
     * @param file the file as it was dropped
     * @param sender who dropped it, null when that is not known
     * @param name its name, whose endings say how it is packed, outermost last
     * @throws ContentRefusedException when the content cannot be opened, now or while it is read
     */
    public InputStream open(Path file, @Nullable String sender, String name) throws IOException {
        boolean encrypted = name.endsWith(PGP);
        boolean compressed = (encrypted ? name.substring(0, name.length() - PGP.length()) : name).endsWith(GZIP);
        if (!encrypted && !compressed) {
            return Files.newInputStream(file);
        }
        Limit limit = limit(Files.size(file));
        InputStream bytes = encrypted ? PgpMessage.open(file, keys, sender, limit) : Files.newInputStream(file);
        return compressed ? GunzipStream.open(bytes, limit) : bytes;
    }

    private Limit limit(long size) {
        long byRatio = Math.max(UNMEASURED, Math.multiplyExact(size, (long) maxExpansion));
        return byRatio < maxContent
                ? new Limit(
                        byRatio,
                        FileRefusal.of(RefusalCode.FILE_DECOMPRESS, MESSAGES.text("expands-too-much", maxExpansion)))
                : new Limit(
                        maxContent,
                        FileRefusal.of(RefusalCode.FILE_TOO_LARGE, MESSAGES.text("content-too-large", maxContent)));
    }
}
