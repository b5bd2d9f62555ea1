// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a rule on one subject. */
public sealed interface RuleResult {

    /**
     * The rule is satisfied.
     *
     * @param noted a figure or provision the rule determined, null when it did not determine one
     */
    record Satisfied(@Nullable Text noted) implements RuleResult {
        private static final Satisfied INSTANCE = new Satisfied(null);
    }

    /**
     * The rule fails.
     *
     * @param occurrences each failure, at least one
     */
    record Fails(List<Occurrence> occurrences) implements RuleResult {}

    /**
     * The subject lacks a fact that the rule needs. Never a pass.
     *
     * @param field the canonical field that is empty
     * @param optional whether a record may omit the field; the finding is then a warning at most, never a hold
     */
    record Unknown(String field, boolean optional) implements RuleResult {}

    /**
     * The rule does not apply to this subject.
     *
     * @param because the fact that excludes the rule; or the id of the rule that applies instead, the same in both
     *     languages
     */
    record NotApplicable(Text because) implements RuleResult {}

    /**
     * One failure.
     *
     * @param failure which of the rule's declared failures
     * @param field the canonical field, null when the failure is about the whole subject
     * @param observed the value found, personal identifiers masked, null when there is no value to show
     */
    record Occurrence(RuleFailure failure, @Nullable String field, @Nullable String observed) {}

    /** The rule is satisfied. */
    static RuleResult satisfied() {
        return Satisfied.INSTANCE;
    }

    /** The rule is satisfied and determined a figure or provision, given in English and French. */
    static RuleResult satisfied(String en, String fr) {
        return new Satisfied(new Text(en, fr));
    }

    /** The rule fails in one way; the observed value is written as text, null stays null. */
    static RuleResult fails(RuleFailure failure, @Nullable String field, @Nullable Object observed) {
        return new Fails(List.of(occurrence(failure, field, observed)));
    }

    /** One failure; the observed value is written as text, null stays null. */
    static Occurrence occurrence(RuleFailure failure, @Nullable String field, @Nullable Object observed) {
        return new Occurrence(failure, field, observed == null ? null : observed.toString());
    }

    /** The rule fails in these ways, or is satisfied when the list is empty. */
    static RuleResult of(List<Occurrence> occurrences) {
        return occurrences.isEmpty() ? satisfied() : new Fails(List.copyOf(occurrences));
    }

    /** A fact is missing. */
    static RuleResult unknown(String field) {
        return new Unknown(field, false);
    }

    /** A fact is missing that a record may omit. */
    static RuleResult unstated(String field) {
        return new Unknown(field, true);
    }

    /** The rule does not apply, because another rule or gate, given by its id, applies instead. */
    static RuleResult notApplicable(String ruleId) {
        return new NotApplicable(Text.signs(ruleId));
    }

    /** The rule does not apply, for a reason given in English and French. */
    static RuleResult notApplicable(String en, String fr) {
        return new NotApplicable(new Text(en, fr));
    }

    /** Collects failures over several fields; allocates no list before the first failure. */
    final class Failures {
        private List<Occurrence> occurrences = List.of();

        /** Adds a failure when the condition is true. */
        public Failures failIf(
                boolean condition, RuleFailure failure, @Nullable String field, @Nullable Object observed) {
            if (condition) {
                if (occurrences.isEmpty()) {
                    occurrences = new ArrayList<>(2);
                }
                occurrences.add(occurrence(failure, field, observed));
            }
            return this;
        }

        /** The collected failures as one result; satisfied when no failure was collected. */
        public RuleResult result() {
            return of(occurrences);
        }
    }
}
