package ca.tradeshub.ledger;

/**
 * A warning with which a file is taken (interface agreements, section 1).
 *
 * @param code its code, for example {@code FILE-SEQUENCE-GAP}
 * @param detail a sentence for the sender, without personal data
 * @param detailFr the same in French, null for warnings of before it was kept
 */
public record FileWarning(String code, String detail, String detailFr) {}
