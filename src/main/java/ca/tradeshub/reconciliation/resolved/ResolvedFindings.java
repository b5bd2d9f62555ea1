// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolved;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Citation;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;

/** Findings with the outcome that a person's resolution gives them, and a sentence that says so. */
public final class ResolvedFindings {

    private static final Citation AGREEMENTS = new Citation(Source.INTERFACES.title(), "section 5");

    /** The rule of records and claims that a person completed outside the hub. */
    public static final String DONE_OUTSIDE = "DONE-OUTSIDE";

    /** The sentence of a finding that a person accepted. */
    public static final Text ACCEPTED = text("accepted");

    /** The sentence of a finding with which a person returned a record to its sender. */
    public static final Text RETURNED = text("returned");

    /** The sentence of a finding that a person settled outside the hub. */
    public static final Text OUTSIDE = text("outside");

    /** The sentence of a record that a person chose among several of its key. */
    public static final Text CHOSEN = text("chosen");

    /** The sentence of the other records of that key. */
    public static final Text SET_BACK = text("set-back");

    private ResolvedFindings() {}

    private static Text text(String key, Object... values) {
        return Messages.of(ResolvedFindings.class).text(key, values);
    }

    /** A finding that a person accepted: it warns. */
    public static Finding accepted(Finding finding) {
        return with(finding, Outcome.WARN, ACCEPTED);
    }

    /** The sentence of an exception with which a person returned records to their sender. */
    public static Text returned(Text detail) {
        return new Text(detail.en() + " " + RETURNED.en(), detail.fr() + " " + RETURNED.fr());
    }

    /** A finding about a value that a person chose: it warns. */
    public static Finding chosen(Finding finding, String value) {
        return with(finding, Outcome.WARN, text("value", value));
    }

    /** A finding with which a person decided against a claim. */
    public static Finding against(Finding finding, String value) {
        return with(finding, Outcome.REJECT, text("value", value));
    }

    /** A finding on a key that a person completed outside the hub; it is the reason why nothing is sent. */
    public static Finding outside(Finding finding) {
        Finding informs = with(finding, Outcome.INFO, OUTSIDE);
        return new Finding(
                DONE_OUTSIDE,
                Outcome.INFO,
                false,
                informs.field(),
                informs.observed(),
                informs.message(),
                informs.messageFr(),
                informs.citation());
    }

    /** A finding that follows from the interface agreements and not from a rule of law. */
    public static Finding agreed(String rule, Outcome outcome, Text message) {
        return new Finding(rule, outcome, false, null, null, message.en(), message.fr(), AGREEMENTS);
    }

    private static Finding with(Finding finding, Outcome outcome, Text sentence) {
        return new Finding(
                finding.rule(),
                outcome,
                finding.unknown(),
                finding.field(),
                finding.observed(),
                finding.message() + " " + sentence.en(),
                finding.messageFr() + " " + sentence.fr(),
                finding.citation());
    }
}
