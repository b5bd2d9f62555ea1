// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.intake.reading.ContentReading;
import ca.tradeshub.intake.reading.FileContent;
import ca.tradeshub.intake.reading.FileWageAllocation;
import ca.tradeshub.intake.reading.ReadOutcome;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.ledger.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads the content of one file as often as its checks need: the records, then what only several records of the file
 * show together.
 */
final class ContentCheck {

    private final ContentReading reading;
    private final BigDecimal rejectShare;
    private final CanonicalJson json;

    /**
     * @param reading reads, maps and checks the records
     * @param rejectShare the share of rejected records above which a file is refused
     * @param json compares the records of a key
     */
    ContentCheck(ContentReading reading, BigDecimal rejectShare, CanonicalJson json) {
        this.reading = reading;
        this.rejectShare = rejectShare;
        this.json = json;
    }

    /**
     * Checks a content.
     *
     * @param gathered collects the records' states and findings
     * @return the refusal of the whole file, or its totals
     * @throws IOException when the file cannot be read
     */
    ReadOutcome check(FileContent content, CheckedRecords gathered) throws IOException {
        if (!content.name().containers().isEmpty()) {
            Optional<FileRefusal> refusal = openWhole(content);
            if (refusal.isPresent()) {
                return new ReadOutcome.Refused(refusal.get());
            }
        }
        ReadOutcome outcome = reading.read(content, gathered);
        if (!(outcome instanceof ReadOutcome.Whole whole)) {
            return outcome;
        }
        if (gathered.sharedPayPeriods().isAny()) {
            FileWageAllocation allocated = new FileWageAllocation(gathered.sharedPayPeriods());
            reading.read(content, allocated);
            allocated.wageAllocationExcess(gathered::reject);
        }
        Optional<FileRefusal> refusal = whole.totals().refusal(gathered.rejected(), rejectShare);
        if (refusal.isPresent()) {
            return new ReadOutcome.Refused(refusal.get());
        }
        if (gathered.repeatedKeys().isAny()) {
            SettledKeys settled = new SettledKeys(gathered.repeatedKeys(), json);
            reading.read(content, settled);
            gathered.settle(settled);
        }
        return whole;
    }

    /** The hub unpacks a packed file completely before it reads a record of it. */
    private static Optional<FileRefusal> openWhole(FileContent content) throws IOException {
        try (InputStream packed = content.open()) {
            packed.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (ContentRefusedException refused) {
            return Optional.of(refused.refusal());
        }
    }
}
