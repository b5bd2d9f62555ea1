// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Stops reading a file that is bound to be refused for its share of rejected records, before what is wrong with its
 * remaining millions of lines fills the ledger. A record that is not rejected has a least length, so the bytes left say
 * how many could still come; a file that a reading to its end would have accepted is never stopped.
 */
final class RejectFlood {

    private static final Messages MESSAGES = Messages.of(RejectFlood.class);

    /** Reading never stops early while fewer records than this are rejected, whatever their share. */
    private static final int FEWEST = 20_000;

    private final FileContent file;
    private final BigDecimal rejectShare;
    private final int leastLength;
    private long size = -1;

    RejectFlood(FileContent file, BigDecimal rejectShare) {
        this.file = file;
        this.rejectShare = rejectShare;
        this.leastLength = leastLength(file.name().feed());
    }

    /** Bytes below which no line has all that its feed requires. */
    private static int leastLength(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> 400;
            case CERTIFICATES -> 240;
            case PAYROLL -> 40;
        };
    }

    /**
     * Why reading stops here, if it does.
     *
     * @param rejected records rejected so far
     * @param records records read so far
     * @param offset bytes read so far
     */
    Optional<FileRefusal> refusal(int rejected, int records, long offset) throws IOException {
        if (rejected < FEWEST || !isTooMany(rejected, records)) {
            return Optional.empty();
        }
        if (size < 0) {
            try (InputStream in = file.open()) {
                size = in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return isTooMany(rejected, records + (size - offset) / leastLength)
                ? Optional.of(FileRefusal.of(
                        RefusalCode.FILE_REJECT_SHARE,
                        MESSAGES.text("reject-flood", rejected, records, rejectShare.toPlainString())))
                : Optional.empty();
    }

    private boolean isTooMany(long rejected, long records) {
        return BigDecimal.valueOf(rejected).compareTo(rejectShare.multiply(BigDecimal.valueOf(records))) > 0;
    }
}
