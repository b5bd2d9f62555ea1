// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.crosscheck.OnePersonOneAccount;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All rules on records, and their evaluation on one record. */
public final class RuleBook {

    /** The release: the code of the rules can change without a change in their declarations. */
    private static final String RELEASE =
            Objects.requireNonNullElse(RuleBook.class.getPackage().getImplementationVersion(), "not packaged");

    private final Law law;
    private final List<Rule<?>> rules;
    private final Map<Class<?>, List<Rule<CanonicalRecord>>> byKind;
    private final List<Declaration> catalogue;
    private final String digest;
    private final OnePersonOneAccount identity = RuleSet.identity();
    private final List<PersonRule> persons;

    private RuleBook(Law law, List<Rule<?>> rules, List<Declaration> others) {
        this.law = law;
        this.rules = List.copyOf(rules);
        this.persons = RuleSet.persons(law);
        this.byKind = new HashMap<>();
        for (Class<? extends CanonicalRecord> kind : List.of(Registration.class, Certificate.class, PayLine.class)) {
            byKind.put(kind, rulesOn(kind));
        }
        List<Declaration> all = new ArrayList<>(others);
        rules.forEach(rule -> all.add(rule.declared()));
        this.catalogue = List.copyOf(all);
        List<String> lines = new ArrayList<>(List.of(RELEASE, law.digest()));
        all.forEach(declaration -> lines.add(declaration.toString()));
        this.digest = Law.sha256(lines);
    }

    /** The rule book over the law. */
    public static RuleBook load(Law law) {
        return new RuleBook(law, RuleSet.records(law), RuleSet.others(law));
    }

    /** The rule book over the law in force with the recommended interpretations. */
    public static RuleBook standard() {
        return load(Law.standard());
    }

    /**
     * Judges one record: every rule on its kind is evaluated, in the order of the catalogue.
     *
     * @param record the record
     * @param facts the context of its file
     */
    public <R extends CanonicalRecord> Judgement<R> judge(R record, FileContext facts) {
        List<Finding> findings = List.of();
        for (Rule<CanonicalRecord> rule : on(record.getClass())) {
            RuleResult result = rule.judge(record, facts);
            if (result instanceof RuleResult.Fails || result instanceof RuleResult.Unknown) {
                if (findings.isEmpty()) {
                    findings = new ArrayList<>(4);
                }
                findings.addAll(rule.declared().findings(result));
            }
        }
        return new Judgement<>(record, findings);
    }

    /** The reasons why the records cannot belong to one person, empty when they can (rule X-08). */
    public List<Finding> identity(PersonFacts person) {
        return identity.declared().findings(identity.judge(person));
    }

    /**
     * Judges the records of a person across sources.
     *
     * @param person the person's standing records
     * @param trade a trade they name
     */
    public List<Finding> judge(PersonFacts person, TradeCode trade) {
        return persons.stream()
                .flatMap(rule -> rule.declared().findings(rule.judge(person, trade)).stream())
                .toList();
    }

    /** Every rule on the record's kind with its result, satisfied and not applicable ones included. */
    public List<JudgedRule> explain(CanonicalRecord record, FileContext facts) {
        return on(record.getClass()).stream()
                .map(rule -> new JudgedRule(rule.declared(), rule.judge(record, facts)))
                .toList();
    }

    /** The rules on records, in the order of the catalogue. */
    public List<Rule<?>> rules() {
        return rules;
    }

    /** Every entry: gates, rules on claims, rules on records. */
    public List<Declaration> catalogue() {
        return catalogue;
    }

    /** The law the rules read. */
    public Law law() {
        return law;
    }

    /**
     * A digest over the release, the catalogue, the legal values and the interpretations: the version of the rule set.
     */
    public String digest() {
        return digest;
    }

    /** The rules on a kind of record, in the order of the catalogue. */
    List<Rule<CanonicalRecord>> on(Class<? extends CanonicalRecord> kind) {
        return Objects.requireNonNull(byKind.get(kind), "a kind without rules");
    }

    @SuppressWarnings("unchecked") // a rule is listed only under the kinds it declares, and evaluated only on those
    private List<Rule<CanonicalRecord>> rulesOn(Class<? extends CanonicalRecord> kind) {
        return rules.stream()
                .filter(rule -> rule.declared().on().contains(kind))
                .map(rule -> (Rule<CanonicalRecord>) rule)
                .toList();
    }
}
