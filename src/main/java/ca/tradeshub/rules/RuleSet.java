package ca.tradeshub.rules;

import java.util.List;

/** Which rules the hub has: the one place that names them all. */
final class RuleSet {

    private RuleSet() {}

    /** The rules on single records, in the order of the catalogue. */
    static List<Rule<?>> records(Law law) {
        return List.of();
    }

    /** What is declared beside them: gates and the rules on claims. */
    static List<Declaration> others(Law law) {
        return List.of();
    }
}
