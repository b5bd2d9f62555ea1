// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.reading.FileContent;
import ca.tradeshub.intake.unpack.FileUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a local folder, with its control file in the same folder.
 *
 * @param file the file
 * @param sender who would send it, null when that is not known
 * @param parsedName its parsed name, empty when it does not follow the naming convention
 * @param unpacker decrypts and decompresses the file
 */
record LocalFileContent(Path file, @Nullable String sender, Optional<SenderFileName> parsedName, FileUnpacker unpacker)
        implements FileContent {

    /** Its parsed name; asked only of a file whose name was accepted. */
    @Override
    public SenderFileName name() {
        return parsedName.orElseThrow();
    }

    /** The name as it is written. */
    String fileName() {
        return file.getFileName().toString();
    }

    /** The control file, whether or not it exists; only for payroll. */
    Path control() {
        return file.resolveSibling(name().pairedName().orElseThrow());
    }

    @Override
    public InputStream open() throws IOException {
        return unpacker.open(file, sender, fileName());
    }

    @Override
    public InputStream openControl() throws IOException {
        return Files.newInputStream(control());
    }
}
