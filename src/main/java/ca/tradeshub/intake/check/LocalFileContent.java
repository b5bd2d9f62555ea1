// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.reading.FileContent;
import ca.tradeshub.intake.unpack.FileUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a local folder, with its control file in the same folder.
 *
 * @param file the file
 * @param sender who would send it, null when that is not known
 * @param name its parsed name, null when it does not follow the naming convention
 * @param unpacker decrypts and decompresses the file
 */
record LocalFileContent(Path file, String sender, SenderFileName name, FileUnpacker unpacker) implements FileContent {

    /** The name as it is written. */
    String fileName() {
        return file.getFileName().toString();
    }

    /** The control file, whether or not it exists; only for payroll. */
    Path control() {
        return file.resolveSibling(name.pairedName().orElseThrow());
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
