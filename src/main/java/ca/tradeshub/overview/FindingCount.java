package ca.tradeshub.overview;

/**
 * What one rule found in a file.
 *
 * @param rule the rule or code
 * @param outcome {@code reject}, {@code hold}, {@code warn} or {@code info}
 * @param unknown whether the rule lacked a fact
 * @param count how often, never capped
 * @param message one of its messages
 * @param citation what it rests on
 * @param lines the first lines, in order, ending in "…" when there are more
 */
public record FindingCount(
        String rule, String outcome, boolean unknown, long count, String message, String citation, String lines) {}
