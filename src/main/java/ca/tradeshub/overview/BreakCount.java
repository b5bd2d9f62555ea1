package ca.tradeshub.overview;

/**
 * Open breaks of a type.
 *
 * @param type the break's type (interface agreements, section 5)
 * @param open how many are open
 */
public record BreakCount(String type, long open) {}
