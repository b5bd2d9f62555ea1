// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a re-evaluation as lines of text. */
public final class RejudgementText {

    private static final int DIGEST = 12;

    private static final Messages MESSAGES = Messages.of(RejudgementText.class);

    private final PrintWriter out;
    private final Language language;

    public RejudgementText(PrintWriter out, Language language) {
        this.out = out;
        this.language = language;
    }

    /** Writes what a re-evaluation changed or would change. */
    public void write(RejudgementReport report) {
        out.println(MESSAGES.in(
                language,
                report.preview() ? "rejudge.preview" : "rejudge.run",
                report.rules().substring(0, DIGEST),
                report.judged(),
                report.keys()));
        if (report.records().isEmpty() && report.messages().isEmpty()) {
            out.println(MESSAGES.in(language, report.preview() ? "rejudge.would-not" : "rejudge.unchanged"));
            return;
        }
        for (RecordChange change : report.records()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%8d  %-13s %s → %s%s",
                    change.records(),
                    change.feed(),
                    state(change.from(), change.fromRule()),
                    state(change.to(), change.rule()),
                    change.amount() == null ? "" : "  " + change.amount()));
        }
        for (MessageChange change : report.messages()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%8d  %-22s %-8s%s",
                    change.messages(),
                    change.queue(),
                    change.kind(),
                    change.creditBefore() == null && change.creditAfter() == null
                            ? ""
                            : "  "
                                    + MESSAGES.in(
                                            language,
                                            "rejudge.credit",
                                            zero(change.creditBefore()),
                                            zero(change.creditAfter()))));
        }
        if (report.preview()) {
            out.println(MESSAGES.in(language, "rejudge.not-written"));
        }
    }

    private String state(String state, @Nullable String rule) {
        return MESSAGES.in(language, "rejudge.state." + state) + (rule == null ? "" : " (" + rule + ")");
    }

    private static String zero(@Nullable String amount) {
        return amount == null ? "0.00" : amount;
    }
}
