package ca.tradeshub.rules.engine;

import java.util.ArrayList;
import java.util.List;

/** What a rule answers about one subject. */
public sealed interface RuleResult {

    /**
     * The rule is satisfied.
     *
     * @param noted what it worked out on the way, null when there is nothing to tell
     */
    record Satisfied(String noted) implements RuleResult {
        private static final Satisfied INSTANCE = new Satisfied(null);
    }

    /**
     * The rule fails.
     *
     * @param occurrences each failure, at least one
     */
    record Fails(List<Occurrence> occurrences) implements RuleResult {}

    /**
     * The subject leaves a fact empty that the rule needs; never a pass.
     *
     * @param field the canonical field that is empty
     * @param optional whether a record may leave it out: then it is reported as a warning at most, never a hold
     */
    record Unknown(String field, boolean optional) implements RuleResult {}

    /**
     * The rule has nothing to say on this subject.
     *
     * @param because the id of the gate that says so, or the fact in words
     */
    record NotApplicable(String because) implements RuleResult {}

    /**
     * One failure.
     *
     * @param failure which of the rule's faults
     * @param field the canonical field, null when it is the whole subject
     * @param observed the value found, personal identifiers masked, null when there is none to show
     */
    record Occurrence(RuleFailure failure, String field, String observed) {}

    /** The rule is satisfied. */
    static RuleResult satisfied() {
        return Satisfied.INSTANCE;
    }

    /** The rule is satisfied and has worked something out. */
    static RuleResult satisfied(String noted) {
        return new Satisfied(noted);
    }

    /** The rule fails in one way; the observed value is written as text, null stays null. */
    static RuleResult fails(RuleFailure failure, String field, Object observed) {
        return new Fails(List.of(occurrence(failure, field, observed)));
    }

    /** One failure; the observed value is written as text, null stays null. */
    static Occurrence occurrence(RuleFailure failure, String field, Object observed) {
        return new Occurrence(failure, field, observed == null ? null : observed.toString());
    }

    /** The rule fails in these ways, or is satisfied when there are none. */
    static RuleResult of(List<Occurrence> occurrences) {
        return occurrences.isEmpty() ? satisfied() : new Fails(List.copyOf(occurrences));
    }

    /** A fact is missing. */
    static RuleResult unknown(String field) {
        return new Unknown(field, false);
    }

    /** A fact is missing that a record may leave out. */
    static RuleResult unstated(String field) {
        return new Unknown(field, true);
    }

    /** The rule does not apply. */
    static RuleResult notApplicable(String because) {
        return new NotApplicable(because);
    }

    /** Failures gathered over several fields, without a list until the first. */
    final class Failures {
        private List<Occurrence> occurrences = List.of();

        /** Adds a failure when the condition holds. */
        public Failures failIf(boolean condition, RuleFailure failure, String field, Object observed) {
            if (condition) {
                if (occurrences.isEmpty()) {
                    occurrences = new ArrayList<>(2);
                }
                occurrences.add(occurrence(failure, field, observed));
            }
            return this;
        }

        /** Everything gathered as one answer. */
        public RuleResult result() {
            return of(occurrences);
        }
    }
}
