// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.cli.terminal.Progress;
import ca.tradeshub.cli.terminal.RejudgementText;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.reconciliation.rejudge.RejudgementRuns.Status;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Re-evaluates the records of a running hub that were judged under another rule set. */
@Command(
        name = "rejudge",
        customSynopsis = Commands.NAME + " rejudge [--preview] [options]",
        description = {
            "Re-evaluates records and decisions of a running hub that were made under another rule set.",
            "",
            "A new rule set alone changes nothing: records keep their states and no message is sent. With --preview"
                    + " the hub reports what a re-evaluation would change (records by rule and state, messages,"
                    + " amounts) and writes nothing. Without --preview the hub runs the re-evaluation in parallel with"
                    + " its other work. The run is idempotent: after an interruption, run the command again."
        },
        exitCodeList = {
            "0:no change",
            "1:records or messages change, or have changed",
            "2:the command line is not valid",
            "4:the command failed: the hub does not respond, another run is in progress"
        },
        footer = {
            "  " + Commands.NAME + " rejudge --preview --user operator",
            "  " + Commands.NAME + " rejudge --user operator --password-file operator.password"
        })
final class Rejudge implements Callable<Integer> {

    private static final String PATH = "/api/rejudge";

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningHub hub;

    @Option(names = "--preview", description = "Only report what would change; nothing is written.")
    private boolean preview;

    @Option(names = "--json", description = "Print the response of the hub's API.")
    private boolean json;

    @Override
    public Integer call() {
        HubResponse begun = hub.post(PATH, "{\"preview\":" + preview + "}");
        if (begun.isConflict()) {
            throw new CommandFailure(
                    "A re-evaluation is already in progress. Wait until it ends, then run the command again.");
        }
        HubResponse last = watch(begun);
        Status status = last.as(Status.class);
        RejudgementReport report = status.report();
        if (status.failure() != null) {
            throw new CommandFailure("The re-evaluation failed. " + status.failure());
        }
        if (report == null) {
            throw new CommandFailure(
                    "The hub was restarted during the re-evaluation. Run the command again; completed work"
                            + " is not repeated.");
        }
        if (json) {
            spec.commandLine().getOut().println(last.pretty());
        } else {
            RejudgementText.write(report, spec.commandLine().getOut());
        }
        return report.records().isEmpty() && report.messages().isEmpty() ? Exit.OK : Exit.PARTLY;
    }

    private HubResponse watch(HubResponse begun) {
        HubResponse response = begun;
        Status status = response.as(Status.class);
        while (!status.isOver()) {
            String phase = status.phase();
            try (Progress progress = Progress.show(
                    spec.commandLine(),
                    phase.equals("judging") ? "Evaluating" : "Deciding",
                    phase.equals("judging") ? "records" : "keys",
                    status.total() == 0 ? Progress.UNKNOWN : status.total())) {
                long shown = 0;
                while (!status.isOver() && status.phase().equals(phase)) {
                    progress.advance(status.done() - shown);
                    shown = status.done();
                    pause();
                    response = hub.get(PATH)
                            .orElseThrow(() -> new CommandFailure(
                                    "The hub has no address " + PATH + ". Use the jar of the running hub."));
                    status = response.as(Status.class);
                }
            }
        }
        return response;
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("The command was interrupted. The hub continues the re-evaluation.", e);
        }
    }
}
