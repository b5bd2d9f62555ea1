package ca.tradeshub.cli;

import ca.tradeshub.reconciliation.RejudgementReport;
import ca.tradeshub.reconciliation.RejudgementRuns.Status;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has a running hub judge again what it judged under other rules. */
@Command(
        name = "rejudge",
        customSynopsis = Commands.NAME + " rejudge [--preview] [options]",
        description = {
            "Has a running hub judge again what was judged or decided under other rules than its own.",
            "",
            "A new rule set alone changes nothing: records keep their states, and nothing is sent. With --preview"
                    + " the hub says what judging again would change (records by rule and state, messages, money) and"
                    + " writes nothing. Without it the hub does it, beside its other work and by the same steps; what"
                    + " was done is not done twice, so a run that was interrupted is simply run again."
        },
        exitCodeList = {
            "0:nothing changes",
            "1:something changes, or has changed",
            "2:the command line was not understood",
            "4:the command could not do its work: no hub answers, another run has not ended"
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

    @Option(names = "--preview", description = "Only say what would change; nothing is written.")
    private boolean preview;

    @Option(names = "--json", description = "Write what the hub's API answers.")
    private boolean json;

    @Override
    public Integer call() {
        HubResponse begun = hub.post(PATH, "{\"preview\":" + preview + "}");
        if (begun.isConflict()) {
            throw new CommandFailure("The hub is judging again already; wait until it has ended.");
        }
        HubResponse last = watch(begun);
        Status status = last.as(Status.class);
        if (status.report() == null && status.failure() == null) {
            throw new CommandFailure("The hub has been started anew meanwhile. Run the command again: what was done is"
                    + " not done twice.");
        }
        if (status.failure() != null) {
            throw new CommandFailure("Judging again failed. " + status.failure());
        }
        RejudgementReport report = status.report();
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
                    phase.equals("judging") ? "Judging" : "Deciding",
                    phase.equals("judging") ? "records" : "keys",
                    status.total() == 0 ? Progress.UNKNOWN : status.total())) {
                long shown = 0;
                while (!status.isOver() && status.phase().equals(phase)) {
                    progress.advance(status.done() - shown);
                    shown = status.done();
                    pause();
                    response =
                            hub.get(PATH).orElseThrow(() -> new CommandFailure("The hub does not know " + PATH + "."));
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
            throw new CommandFailure("Interrupted. The hub goes on by itself.", e);
        }
    }
}
