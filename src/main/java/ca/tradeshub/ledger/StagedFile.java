package ca.tradeshub.ledger;

import java.math.BigDecimal;

/**
 * A file whose every record is staged, with what was counted and what the sender states.
 *
 * @param claim the worker's claim
 * @param counted records read
 * @param stated records the trailer or control file states
 * @param total hours, gross wages or member numbers summed over the readable records
 * @param statedTotal the sender's control total
 * @param unreadable records whose amount or member number could not be read
 * @param rejectShare the largest share of rejected records the feed accepts, 0 to 1
 * @param mappingDigest digest of the mapping sheet used
 * @param rulesDigest digest of the rule set used
 */
public record StagedFile(
        FileClaim claim,
        int counted,
        int stated,
        BigDecimal total,
        BigDecimal statedTotal,
        int unreadable,
        BigDecimal rejectShare,
        String mappingDigest,
        String rulesDigest) {}
