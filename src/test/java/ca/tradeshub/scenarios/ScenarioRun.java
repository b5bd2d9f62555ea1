// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import ca.tradeshub.delivery.acknowledgement.Acknowledgement;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One run of a scenario: does its steps and compares after each what it expects. */
final class ScenarioRun {

    private static final ZoneId ONTARIO = ZoneId.of("America/Toronto");
    private static final List<FileRenderer> RENDERERS =
            List.of(new RegistrationsRenderer(), new CertificatesRenderer(), new PayrollRenderer());
    private static final Set<String> OF_A_FILE =
            Set.of("as", "date", "sequence", "resubmits", "number", "folder", "sender", "header", "totals", "control");

    private final ScenarioHub hub;
    private final Cast cast;
    private final Drops drops = new Drops();
    private final Expectations expectations;
    private final People people;
    private final Map<String, Integer> sequences = new HashMap<>();

    ScenarioRun(ScenarioHub hub, Scenario scenario) {
        this.hub = hub;
        this.cast = new Cast(Scenario.defaults(), scenario.all());
        this.expectations = new Expectations(hub, cast, drops);
        this.people = new People(hub, cast, drops);
    }

    /** Runs a scenario; returns where the hub differs from what is expected. */
    static List<String> run(ScenarioHub hub, Scenario scenario) throws IOException {
        hub.begin();
        ScenarioRun run = new ScenarioRun(hub, scenario);
        List<String> differences = new ArrayList<>();
        for (Table step : scenario.steps()) {
            run.step(step).forEach(difference -> differences.add(step.place() + ": " + difference));
        }
        return differences;
    }

    /** Does one step; returns where the hub differs from what it expects. */
    List<String> step(Table step) throws IOException {
        List<String> differences = new ArrayList<>(act(step));
        step.text("note");
        differences.addAll(expectations.after(step));
        step.end();
        return differences;
    }

    private List<String> act(Table step) throws IOException {
        List<String> actions = new ArrayList<>(step.values().keySet());
        actions.removeAll(OF_A_FILE);
        actions.removeAll(List.of("then", "note"));
        if (actions.size() != 1) {
            throw new ScenarioMistake(step.place() + ": one thing happens in a step, not " + actions);
        }
        String action = actions.get(0);
        switch (action) {
            case "registrations", "certificates", "payroll" -> drop(action, step);
            case "again" -> again(step);
            case "acknowledge" -> acknowledge(step.table("acknowledge"));
            case "advance" -> hub.advance(duration(step.place(), step.required("advance")));
            case "broker" -> hub.broker(isRunning(step));
            case "rejudge" -> {
                return rejudge(step.table("rejudge"));
            }
            default -> {
                return people.act(action, step);
            }
        }
        return List.of();
    }

    private void drop(String feed, Table step) throws IOException {
        FileRenderer renderer = RENDERERS.stream()
                .filter(each -> each.feed().equals(feed))
                .findFirst()
                .orElseThrow();
        String label = step.text("as").orElse(feed + " " + (drops.count(feed) + 1));
        FileRenderer.FileName name = name(renderer, step);
        RenderedFile file = renderer.render(cast, step, step.list(feed), name);
        for (String ofOtherFeeds : List.of("header", "sender", "control")) {
            if (step.has(ofOtherFeeds)) {
                step.raw(ofOtherFeeds);
            }
        }
        drops.add(label, feed, file, name);
        land(label, file, step.text("folder").orElse("in"));
    }

    private FileRenderer.FileName name(FileRenderer renderer, Table step) {
        if (step.has("resubmits")) {
            FileRenderer.FileName original = drops.name(step.required("resubmits"));
            int number = step.text("number").map(Integer::parseInt).orElse(1);
            return new FileRenderer.FileName(original.date(), original.sequence(), number);
        }
        String stream = renderer.stream(cast, step);
        int sequence = step.text("sequence").map(Integer::parseInt).orElse(sequences.getOrDefault(stream, 0) + 1);
        if (!"test".equals(step.text("folder").orElse("in"))) {
            sequences.merge(stream, sequence, Math::max);
        }
        String today = LocalDate.ofInstant(hub.now(), ONTARIO).toString();
        return new FileRenderer.FileName(step.text("date").orElse(today), sequence, 0);
    }

    private void again(Table step) throws IOException {
        String label = step.required("again");
        RenderedFile file = drops.file(label);
        String as = step.text("as").orElse(label + " again");
        drops.add(as, "again", file, drops.name(label));
        land(as, file, "in");
    }

    private void land(String label, RenderedFile file, String folder) throws IOException {
        hub.land(file, folder);
        hub.settle();
        drops.landed(
                label,
                hub.jdbc()
                        .sql("select max(id) from file where name = :name")
                        .param("name", file.name())
                        .query(Long.class)
                        .single());
    }

    private void acknowledge(Table step) throws IOException {
        String user = step.has("registry") ? "registry" : "tax";
        String key = cast.key(step.required(user));
        var found = hub.jdbc()
                .sql(
                        """
                        select message_id from message_status
                         where record_key = :key and sent and (:version = 0 or version = :version)
                         order by version desc limit 1
                        """)
                .param("key", key)
                .param("version", step.text("version").map(Integer::parseInt).orElse(0))
                .query(String.class)
                .optional();
        hub.acknowledge(
                step.text("by").orElse(user),
                found.orElseThrow(() -> new ScenarioMistake(step.place() + ": no message was sent for " + key)),
                Acknowledgement.Status.valueOf(step.text("status").orElse("POSTED")),
                step.text("reason").orElse(null));
        step.end();
    }

    /**
     * Re-evaluates under the rules of the hub, or under other interpretations of the law with which it starts again. The
     * preview must state what is written as {@code previews}, and the run must then send it.
     */
    private List<String> rejudge(Table does) throws IOException {
        if (does.has("under")) {
            Map<String, String> interpretations = new TreeMap<>();
            does.table("under").values().forEach((id, choice) -> interpretations.put(id, String.valueOf(choice)));
            interpretations.keySet().forEach(does.table("under")::raw);
            hub.under(interpretations);
        }
        List<String> expected =
                does.list("previews").stream().map(String::valueOf).sorted().toList();
        does.end();
        List<String> found = changes(hub.previewRejudgement());
        hub.rejudge();
        return found.equals(expected) ? List.of() : List.of("the preview states " + found + ", not " + expected);
    }

    /** Records as {@code 2 registrations: pending to held FMT-08}, messages as {@code 1 tax AMEND 195.00 to 210.00}. */
    private static List<String> changes(RejudgementReport report) {
        List<String> changes = new ArrayList<>();
        for (RejudgementReport.RecordChange change : report.records()) {
            changes.add("%d %s: %s to %s%s"
                    .formatted(
                            change.records(),
                            change.feed(),
                            change.from().toLowerCase(Locale.ROOT),
                            change.to().toLowerCase(Locale.ROOT),
                            change.rule() == null ? "" : " " + change.rule()));
        }
        for (RejudgementReport.MessageChange change : report.messages()) {
            String queue = change.queue().startsWith("registry") ? "registry" : "tax";
            changes.add("%d %s %s%s"
                    .formatted(
                            change.messages(),
                            queue,
                            change.kind(),
                            change.creditAfter() == null
                                    ? ""
                                    : " " + change.creditBefore() + " to " + change.creditAfter()));
        }
        return changes.stream().sorted().toList();
    }

    private static boolean isRunning(Table step) {
        return switch (step.required("broker")) {
            case "stops" -> false;
            case "starts" -> true;
            default -> throw new ScenarioMistake(step.place() + ": the broker stops or starts");
        };
    }

    private static Duration duration(String place, String text) {
        String[] parts = text.split(" ");
        if (parts.length == 2 && parts[1].matches("days?")) {
            return Duration.ofDays(Long.parseLong(parts[0]));
        }
        if (parts.length == 2 && parts[1].matches("hours?")) {
            return Duration.ofHours(Long.parseLong(parts[0]));
        }
        throw new ScenarioMistake(place + ": a time is a number of days or hours, not " + text);
    }

    /** The files of a scenario by the names under which its steps speak of them. */
    static final class Drops {

        private final Map<String, RenderedFile> files = new LinkedHashMap<>();
        private final Map<String, FileRenderer.FileName> names = new HashMap<>();
        private final Map<String, String> feeds = new LinkedHashMap<>();
        private final Map<String, Long> ids = new LinkedHashMap<>();

        int count(String feed) {
            return (int) feeds.values().stream().filter(feed::equals).count();
        }

        void add(String label, String feed, RenderedFile file, FileRenderer.FileName name) {
            if (files.put(label, file) != null) {
                throw new ScenarioMistake("Two files are named " + label);
            }
            feeds.put(label, feed);
            names.put(label, name);
        }

        void landed(String label, long id) {
            ids.put(label, id);
        }

        RenderedFile file(String label) {
            return known(files, label);
        }

        FileRenderer.FileName name(String label) {
            return known(names, label);
        }

        long id(String label) {
            return known(ids, label);
        }

        /** How many files of the same name were dropped before this one. */
        int sameName(String label) {
            List<String> same = files.keySet().stream()
                    .filter(each -> files.get(each).name().equals(file(label).name()))
                    .toList();
            return same.indexOf(label);
        }

        /** What an exception is about, in the forms that the hub may give it. */
        List<String> subject(Cast cast, String written) {
            int line = written.lastIndexOf(" line ");
            if (line < 0) {
                return List.of(cast.key(written));
            }
            String file = written.substring(0, line);
            String number = written.substring(line + " line ".length());
            return List.of("record:%d:%s".formatted(id(file), number), "file:%d:line:%s".formatted(id(file), number));
        }

        /** The label of a file by its id or its name. */
        String label(Object idOrName) {
            for (String label : new LinkedHashSet<>(files.keySet())) {
                if (idOrName.equals(ids.get(label))
                        || idOrName.equals(files.get(label).name())) {
                    return label;
                }
            }
            return String.valueOf(idOrName);
        }

        private static <T> T known(Map<String, T> all, String label) {
            if (!all.containsKey(label)) {
                throw new ScenarioMistake("No file is named " + label);
            }
            return all.get(label);
        }
    }
}
