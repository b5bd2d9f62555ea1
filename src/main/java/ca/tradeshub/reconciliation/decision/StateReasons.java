// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.law.Citation;
import ca.tradeshub.law.Source;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps with each record the reason that a decision on its key gives it: why it is held, out of scope or waits. The
 * findings of a decision replace those of the decision before.
 */
@Component
public class StateReasons {

    private static final Messages MESSAGES = Messages.of(StateReasons.class);
    private static final Citation AGREEMENTS = new Citation(Source.INTERFACES.title(), "section 6");

    private final Findings findings;
    private final Map<String, Declaration> catalogue;

    StateReasons(Findings findings, RuleBook rules) {
        this.findings = findings;
        this.catalogue = rules.catalogue().stream()
                .collect(Collectors.toMap(Declaration::id, Function.identity(), (one, other) -> one));
    }

    /** A finding that follows from the interface agreements and not from a rule of law. */
    public static Finding agreed(String rule, Outcome outcome, Text message, @Nullable String observed) {
        return new Finding(rule, outcome, false, null, observed, message.en(), message.fr(), AGREEMENTS);
    }

    /** Writes the reasons of a batch of verdicts, after the states of their records. */
    public void write(Collection<Verdict> verdicts) {
        List<String> keys = new ArrayList<>();
        List<Findings.Found> found = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            add(verdict, found);
            while (keys.size() < found.size()) {
                keys.add(verdict.recordKey());
            }
        }
        findings.replaceDecided(verdicts.stream().map(Verdict::recordKey).toList(), keys, found);
    }

    private void add(Verdict verdict, List<Findings.Found> found) {
        if (verdict instanceof Verdict.Hold hold) {
            hold.disagreements().stream()
                    .map(Disagreement::finding)
                    .forEach(finding -> add(hold.held(), finding, Outcome.HOLD, found));
            if (!hold.waiting().isEmpty()) {
                Finding waits =
                        agreed(ExceptionType.RULE_HOLD.name(), Outcome.INFO, MESSAGES.text("waits.held-record"), null);
                add(hold.waiting(), waits, Outcome.INFO, found);
            }
        } else if (verdict instanceof Verdict.Wait wait) {
            add(wait.waiting(), wait.reason(), Outcome.INFO, found);
        } else if (verdict instanceof Verdict.OutOfScope outOfScope) {
            add(outOfScope.records(), outOfScope.reason(), Outcome.INFO, found);
        } else if (verdict instanceof Verdict.DoneOutside outside) {
            add(outside.records(), outside.reason(), Outcome.INFO, found);
        } else if (verdict instanceof Verdict.Publish publish) {
            publish.excluded().forEach((record, rule) -> found.add(new Findings.Found(record, excluded(rule))));
        }
    }

    private static void add(
            Collection<RecordAddress> records, Finding finding, Outcome outcome, List<Findings.Found> found) {
        Finding withOutcome = new Finding(
                finding.rule(),
                outcome,
                finding.unknown(),
                finding.field(),
                finding.observed(),
                finding.message(),
                finding.messageFr(),
                finding.citation());
        records.forEach(record -> found.add(new Findings.Found(record, withOutcome)));
    }

    /** That a rule excludes a line from its claim, with what the rule requires. */
    private Finding excluded(String rule) {
        Declaration declared = catalogue.get(rule);
        Text message = MESSAGES.text("excluded", declared == null ? rule : declared.statement());
        return new Finding(
                rule,
                Outcome.INFO,
                false,
                null,
                null,
                message.en(),
                message.fr(),
                declared == null ? AGREEMENTS : declared.citation());
    }
}
