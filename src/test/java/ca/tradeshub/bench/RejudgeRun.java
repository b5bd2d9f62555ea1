// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All records of a payroll file and of its registrations are evaluated again under another interpretation of the law, by
 * which every claim has another end of its months.
 */
final class RejudgeRun {

    private static final String OTHER = "--hub.law.interpretations.C1=two-days-before-anniversary";

    private final BenchSettings settings;
    private final Path folder;

    RejudgeRun(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    List<Cost.Named> run() throws Exception {
        Path home = Files.createDirectories(folder.resolve("hub"));
        PayrollRun payroll = new PayrollRun(settings, folder);
        List<Cost.Named> costs = new ArrayList<>();
        try (HubContestant hub = new HubContestant(home, settings.hub());
                ClaimReader reader = new ClaimReader(hub.amqp(), ClaimReader.TAX)) {
            costs.add(new Cost.Named("hub, registrations 1", payroll.registrations(hub, 1)));
            costs.add(new Cost.Named("hub, file 1", payroll.payroll(hub, reader, 1)));
        }
        try (HubContestant hub = new HubContestant(home, settings.hub(OTHER));
                ClaimReader reader = new ClaimReader(hub.amqp(), ClaimReader.TAX)) {
            int records = settings.apprentices() * (settings.weeks() + 1);
            Interval preview = new Interval(hub, reader);
            hub.hub().ask("rejudge", "--preview", "--json");
            costs.add(new Cost.Named("hub, preview", preview.end(records)));
            Interval run = new Interval(hub, reader);
            hub.hub().ask("rejudge", "--json");
            run.await("corrections", () -> reader.keys() == settings.apprentices());
            costs.add(new Cost.Named("hub, re-evaluation", run.end(records)));
        }
        return costs;
    }
}
