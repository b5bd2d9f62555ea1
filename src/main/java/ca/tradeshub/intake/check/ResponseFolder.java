// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.intake.response.RejectionPack;
import ca.tradeshub.intake.response.ResponseDocument;
import ca.tradeshub.intake.response.ResponsesNotWrittenException;
import ca.tradeshub.intake.response.SenderResponse;
import ca.tradeshub.ledger.response.FileReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local folder that the responses to checked files are written to.
 *
 * @param folder an existing folder
 */
record ResponseFolder(Path folder) {

    /**
     * Writes the rejection pack and the receipt of a file.
     *
     * @param name the file's name
     * @param pack null when no record is rejected
     * @return the files written
     * @throws ResponsesNotWrittenException when the folder does not take a file
     * @throws IOException when the content of a response cannot be read
     */
    List<Path> write(String name, FileReport report, @Nullable RejectionPack pack) throws IOException {
        List<SenderResponse.OutFile> files = new ArrayList<>(pack == null ? List.of() : pack.files());
        files.addAll(ResponseDocument.receiptFiles(name, name, report, pack));
        List<Path> written = new ArrayList<>();
        for (SenderResponse.OutFile response : files) {
            Path part = folder.resolve(".part-" + response.name());
            try (InputStream content = response.open()) {
                written.add(write(content, part, folder.resolve(response.name())));
            }
        }
        return List.copyOf(written);
    }

    private static Path write(InputStream content, Path part, Path target) throws ResponsesNotWrittenException {
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException more) {
                e.addSuppressed(more);
            }
            throw new ResponsesNotWrittenException(e);
        }
    }
}
