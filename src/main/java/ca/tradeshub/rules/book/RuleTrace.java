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
 * The rules asked again, with what of the law each answer rests on: judgement is pure, so the same facts under the same
 * rules give the same answers whenever they are asked. One caller at a time.
 */
public final class RuleTrace {

    private final List<Dated.Lookup> lookups = new ArrayList<>();
    private final RuleBook rules;
    private final TaxCredit credit;

    /** A hearing under the law a rule book is over. */
    public RuleTrace(RuleBook standing) {
        Law law = standing.law().tracedBy(lookups::add);
        this.rules = RuleBook.load(law);
        this.credit = new TaxCredit(law);
    }

    /**
     * A rule, what it answered, and the legal values it asked for.
     *
     * @param rule the rule's entry in the catalogue
     * @param result its answer
     * @param lookups each value and the day it was asked for, once, in the order of asking
     */
    public record TracedResult(Declaration rule, RuleResult result, List<Dated.Lookup> lookups) {}

    /**
     * A claim with every rule's answer.
     *
     * @param results the rules on claims with their answers, in the order of the catalogue
     * @param assessment what they and the computation come to
     * @param lookups the legal values the computation asked for
     * @param declared the catalogue's entries of the rules and steps
     */
    public record TracedClaim(
            List<TracedResult> results,
            ClaimAssessment assessment,
            List<Dated.Lookup> lookups,
            List<Declaration> declared) {}

    /** Every rule on the record's kind with its answer, satisfied and not applicable ones included. */
    public synchronized List<TracedResult> record(CanonicalRecord record, FileContext facts) {
        List<TracedResult> traced = new ArrayList<>();
        lookups.clear();
        for (Rule<CanonicalRecord> rule : rules.on(record.getClass())) {
            traced.add(traced(rule.declared(), rule.judge(record, facts)));
        }
        return traced;
    }

    /** Every rule on claims with its answer, and the claim computed. */
    public synchronized TracedClaim claim(ClaimFacts facts) {
        List<TracedResult> results = new ArrayList<>();
        lookups.clear();
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
