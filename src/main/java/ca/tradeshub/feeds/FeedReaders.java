// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.feeds.control.SenderFileName;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens the readers. Streams are decrypted and decompressed, and are closed with the reader. A header that is wrong is a
 * refusal of the reader returned; exceptions are for failing streams only.
 */
public final class FeedReaders {

    private FeedReaders() {}

    /**
     * Opens a registrations file.
     *
     * @param in the file
     * @param sender the sender whose drop folder it lay in, which the header must name
     * @param name the file's name
     * @throws IOException when the stream fails
     */
    public static FeedReader registrations(InputStream in, @Nullable String sender, SenderFileName name)
            throws IOException {
        return new RegistrationReader(in, sender, name);
    }

    /**
     * Opens a certificates file.
     *
     * @param in the file
     * @param name the file's name
     * @throws IOException when the stream fails
     */
    public static FeedReader certificates(InputStream in, SenderFileName name) throws IOException {
        return new CertificateReader(in, name);
    }

    /**
     * Opens a payroll file.
     *
     * @param in the CSV
     * @param control its control file
     * @param layout the layout the control file names
     * @throws IOException when the stream fails
     */
    public static FeedReader payroll(InputStream in, ControlFile control, PayrollLayout layout) throws IOException {
        return new PayrollReader(in, control, layout);
    }
}
