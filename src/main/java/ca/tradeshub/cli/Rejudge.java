// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.cli.terminal.Exit;
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

    @Option(names = "--preview")
    private boolean preview;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        RunningHub.Response begun = hub.post(PATH, "{\"preview\":" + preview + "}");
        if (begun.isConflict()) {
            throw new CommandFailure("running");
        }
        RunningHub.Response last = watch(begun);
        Status status = last.as(Status.class);
        RejudgementReport report = status.report();
        if (status.failure() != null) {
            throw new CommandFailure("rejudge", status.failure());
        }
        if (report == null) {
            throw new CommandFailure("restarted");
        }
        if (json) {
            spec.commandLine().getOut().println(last.pretty());
        } else {
            new RejudgementText(spec.commandLine().getOut(), CommandTexts.language(spec)).write(report);
        }
        return report.records().isEmpty() && report.messages().isEmpty() ? Exit.OK : Exit.PARTLY;
    }

    private RunningHub.Response watch(RunningHub.Response begun) {
        RunningHub.Response response = begun;
        Status status = response.as(Status.class);
        while (!status.isOver()) {
            String phase = status.phase();
            try (Progress progress = Progress.show(
                    spec.commandLine(),
                    CommandTexts.in(spec, phase.equals("judging") ? "rejudge.judging" : "rejudge.deciding"),
                    CommandTexts.in(spec, phase.equals("judging") ? "rejudge.records" : "rejudge.keys"),
                    status.total() == 0 ? Progress.UNKNOWN : status.total(),
                    CommandTexts.language(spec))) {
                long shown = 0;
                while (!status.isOver() && status.phase().equals(phase)) {
                    progress.advance(status.done() - shown);
                    shown = status.done();
                    pause();
                    response = hub.get(PATH).orElseThrow(() -> new CommandFailure("no-address", PATH));
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
            throw new CommandFailure(e, "watch");
        }
    }
}
