// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileWarning;
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
                    RefusalCode.FILE_COUNT,
                    new Text(
                            "The file contains " + counted + (counted == 1 ? " record" : " records") + ", but states "
                                    + stated,
                            "Le fichier contient " + counted + (counted == 1 ? " enregistrement" : " enregistrements")
                                    + ", mais en déclare " + stated)));
        }
        if (unreadable == 0 && missing().signum() != 0) {
            return Optional.of(FileRefusal.of(
                    RefusalCode.FILE_TOTAL,
                    new Text(
                            "The control total is " + statedTotal.toPlainString() + ", but the sum of the records is "
                                    + total.toPlainString(),
                            "Le total de contrôle est " + statedTotal.toPlainString()
                                    + ", mais la somme des enregistrements est " + total.toPlainString())));
        }
        if (rejected >= FEWEST_REJECTED
                && BigDecimal.valueOf(rejected).compareTo(rejectShare.multiply(BigDecimal.valueOf(counted))) > 0) {
            return Optional.of(FileRefusal.of(
                    RefusalCode.FILE_REJECT_SHARE,
                    new Text(
                            rejected + " of " + counted + " records are rejected. This exceeds the share of "
                                    + rejectShare.toPlainString() + " that the feed accepts",
                            rejected + " des " + counted + " enregistrements sont rejetés. La part de "
                                    + rejectShare.toPlainString() + " que le flux accepte est dépassée")));
        }
        return Optional.empty();
    }

    /** What the sender states beyond the readable records. */
    public BigDecimal missing() {
        return statedTotal.subtract(total);
    }

    /** The warning that the control total cannot be verified, as a sentence, when it cannot. */
    public Optional<FileWarning> unverifiable() {
        return switch (unreadable) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(
                        new FileWarning(
                                TOTAL,
                                new Text(
                                        "The control total cannot be verified: 1 record has a number that cannot be read",
                                        "Le total de contrôle ne peut pas être vérifié : 1 enregistrement contient un nombre illisible")));
            default ->
                Optional.of(new FileWarning(
                        TOTAL,
                        new Text(
                                "The control total cannot be verified: " + unreadable
                                        + " records have a number that cannot be read",
                                "Le total de contrôle ne peut pas être vérifié : " + unreadable
                                        + " enregistrements contiennent un nombre illisible")));
        };
    }
}
