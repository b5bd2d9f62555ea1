// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a re-evaluation as lines of text. */
public final class RejudgementText {

    private static final int DIGEST = 12;

    private RejudgementText() {}

    /** Writes what a re-evaluation changed or would change. */
    public static void write(RejudgementReport report, PrintWriter out) {
        out.println((report.preview() ? "Preview under rule set " : "Re-evaluated under rule set ")
                + report.rules().substring(0, DIGEST) + ": "
                + report.judged() + " records, " + report.keys() + " keys");
        if (report.records().isEmpty() && report.messages().isEmpty()) {
            out.println(report.preview() ? "Nothing would change." : "Nothing changed.");
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
                            : "  credit " + zero(change.creditBefore()) + " → " + zero(change.creditAfter())));
        }
        if (report.preview()) {
            out.println("Nothing was written.");
        }
    }

    private static String state(String state, @Nullable String rule) {
        return state.toLowerCase(Locale.ROOT).replace('_', ' ') + (rule == null ? "" : " (" + rule + ")");
    }

    private static String zero(@Nullable String amount) {
        return amount == null ? "0.00" : amount;
    }
}
