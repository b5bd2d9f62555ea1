package ca.tradeshub.rules;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileFacts;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The rules asked again, with what of the law each answer rests on: judgement is pure, so the same facts under the same
 * rules give the same answers whenever they are asked. One caller at a time.
 */
public final class Hearing {

    private final List<Dated.Asked> asked = new ArrayList<>();
    private final RuleBook rules;
    private final TaxCredit credit;

    /** A hearing under the law a rule book is over. */
    public Hearing(RuleBook standing) {
        Law law = standing.law().heardBy(asked::add);
        this.rules = RuleBook.load(law);
        this.credit = new TaxCredit(law);
    }

    /**
     * A rule, what it answered, and the legal values it asked for.
     *
     * @param rule the rule's entry in the catalogue
     * @param result its answer
     * @param asked each value and the day it was asked for, once, in the order of asking
     */
    public record Heard(Declaration rule, RuleResult result, List<Dated.Asked> asked) {}

    /**
     * A claim with every rule's answer.
     *
     * @param results the rules on claims with their answers, in the order of the catalogue
     * @param assessment what they and the computation come to
     * @param asked the legal values the computation asked for
     * @param declared the catalogue's entries of the rules and steps
     */
    public record HeardClaim(
            List<Heard> results, ClaimAssessment assessment, List<Dated.Asked> asked, List<Declaration> declared) {}

    /** Every rule on the record's kind with its answer, satisfied and not applicable ones included. */
    public synchronized List<Heard> record(CanonicalRecord record, FileFacts facts) {
        List<Heard> heard = new ArrayList<>();
        asked.clear();
        for (Rule<CanonicalRecord> rule : rules.on(record.getClass())) {
            heard.add(heard(rule.declared(), rule.judge(record, facts)));
        }
        return heard;
    }

    /** Every rule on claims with its answer, and the claim computed. */
    public synchronized HeardClaim claim(ClaimFacts facts) {
        List<Heard> results = new ArrayList<>();
        asked.clear();
        credit.explain(facts, asked::clear, judged -> results.add(heard(judged.rule(), judged.result())));
        ClaimAssessment assessment = credit.assess(facts);
        return new HeardClaim(results, assessment, drain(), credit.declared());
    }

    private Heard heard(Declaration rule, RuleResult result) {
        return new Heard(rule, result, drain());
    }

    private List<Dated.Asked> drain() {
        List<Dated.Asked> once = List.copyOf(new LinkedHashSet<>(asked));
        asked.clear();
        return once;
    }
}
