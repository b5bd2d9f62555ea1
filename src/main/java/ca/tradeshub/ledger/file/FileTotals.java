// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the hub counted in a file and what its sender states, with the refusal or warning that follows.
 *
 * @param counted records read
 * @param stated records the trailer or control file states
 * @param total hours, gross wages or member numbers summed over the readable records
 * @param statedTotal the sender's control total
 * @param unreadable records whose amount or member number could not be read
 */
public record FileTotals(int counted, int stated, BigDecimal total, BigDecimal statedTotal, int unreadable) {

    private static final Messages MESSAGES = Messages.of(FileTotals.class);

    /** The code of a control total that differs, and of one that cannot be verified. */
    public static final String TOTAL = "FILE-TOTAL";

    /** Below this many rejected records a file is never refused for its share of them. */
    private static final int FEWEST_REJECTED = 20;

    /**
     * Why the file is refused whole, if it is.
     *
     * @param rejected how many of its records are rejected by mapping or judgement
     * @param rejectShare the largest share of rejected records the feed accepts, 0 to 1
     */
    public Optional<FileRefusal> refusal(long rejected, BigDecimal rejectShare) {
        if (counted != stated) {
            return Optional.of(FileRefusal.of(
                    RefusalCode.FILE_COUNT, MESSAGES.text(counted == 1 ? "count.one" : "count", counted, stated)));
        }
        if (unreadable == 0 && missing().signum() != 0) {
            return Optional.of(
                    FileRefusal.of(RefusalCode.FILE_TOTAL, MESSAGES.text("total", shown(statedTotal), shown(total))));
        }
        if (rejected >= FEWEST_REJECTED
                && BigDecimal.valueOf(rejected).compareTo(rejectShare.multiply(BigDecimal.valueOf(counted))) > 0) {
            return Optional.of(FileRefusal.of(
                    RefusalCode.FILE_REJECT_SHARE,
                    MESSAGES.text("reject-share", rejected, counted, rejectShare.toPlainString())));
        }
        return Optional.empty();
    }

    /** A sum of one record is its number, and a number in the column of an amount is part of the sum. */
    private String shown(BigDecimal sum) {
        String figure = sum.toPlainString();
        return sum.scale() == 0 && counted == 1
                ? Personal.tail(figure)
                : sum.scale() > 0 ? Masking.quoted(figure) : figure;
    }

    /** What the sender states beyond the readable records. */
    public BigDecimal missing() {
        return statedTotal.subtract(total);
    }

    /** The warning that the control total cannot be verified, as a sentence, when it cannot. */
    public Optional<FileWarning> unverifiable() {
        return unreadable == 0
                ? Optional.empty()
                : Optional.of(new FileWarning(
                        TOTAL, MESSAGES.text(unreadable == 1 ? "unverifiable.one" : "unverifiable", unreadable)));
    }
}
