// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Re-evaluates the rules and records the legal values that each result depends on. Rules are pure: the same facts under
 * the same rule set always have the same results. Not for concurrent use.
 */
public final class RuleTrace {

    private final List<Dated.Lookup> lookups = new ArrayList<>();
    private final RuleBook rules;
    private final TaxCredit credit;

    /** A trace under the law of a rule book. */
    public RuleTrace(RuleBook standing) {
        Law law = standing.law().tracedBy(lookups::add);
        this.rules = RuleBook.load(law);
        this.credit = new TaxCredit(law);
    }

    /**
     * A rule, its result and the legal values it used.
     *
     * @param rule the rule's entry in the catalogue
     * @param result its result
     * @param lookups each value and day once, in the order of the look-ups
     */
    public record TracedResult(Declaration rule, RuleResult result, List<Dated.Lookup> lookups) {}

    /**
     * A claim with the result of every rule.
     *
     * @param results the rules on claims with their results, in the order of the catalogue
     * @param assessment the result of the rules and the computation
     * @param lookups the legal values the computation used
     * @param declared the catalogue's entries of the rules and steps
     */
    public record TracedClaim(
            List<TracedResult> results,
            ClaimAssessment assessment,
            List<Dated.Lookup> lookups,
            List<Declaration> declared) {}

    /** Every rule on the record's kind with its result, satisfied and not applicable ones included. */
    public synchronized List<TracedResult> record(CanonicalRecord record, FileContext facts) {
        List<TracedResult> traced = new ArrayList<>();
        lookups.clear();
        for (Rule<CanonicalRecord> rule : rules.on(record.getClass())) {
            traced.add(traced(rule.declared(), rule.judge(record, facts)));
        }
        return traced;
    }

    /** Every rule on claims with its result, and the computed claim. */
    public synchronized TracedClaim claim(ClaimFacts facts) {
        List<TracedResult> results = new ArrayList<>();
        credit.explain(facts, lookups::clear, judged -> results.add(traced(judged.rule(), judged.result())));
        ClaimAssessment assessment = credit.assess(facts);
        return new TracedClaim(results, assessment, drain(), credit.declared());
    }

    private TracedResult traced(Declaration rule, RuleResult result) {
        return new TracedResult(rule, result, drain());
    }

    private List<Dated.Lookup> drain() {
        List<Dated.Lookup> once = List.copyOf(new LinkedHashSet<>(lookups));
        lookups.clear();
        return once;
    }
}
