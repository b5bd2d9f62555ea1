// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file to be read, independent of where it is stored. Its streams are decrypted and decompressed. */
public interface FileContent {

    /** The sender whose drop folder it was in, null when a check outside the hub was not given the sender. */
    @Nullable
    String sender();

    /** What its name says. */
    SenderFileName name();

    /**
     * Opens it.
     *
     * @throws ContentRefusedException when it cannot be decrypted or decompressed, now or while it is read
     */
    InputStream open() throws IOException;

    /**
     * Opens its control file; asked of payroll only.
     *
     * @throws ContentRefusedException when it cannot be decrypted or decompressed, now or while it is read
     */
    InputStream openControl() throws IOException;
}
