package ca.tradeshub.ledger.file;

/**
 * Why a whole file is refused.
 *
 * @param code refusal code (interface agreements, section 1)
 * @param line where it shows, null when it is about the whole file
 * @param detail a sentence for the sender, without personal data
 * @param detailFr the same in French
 */
public record Refusal(String code, Integer line, String detail, String detailFr) {}
