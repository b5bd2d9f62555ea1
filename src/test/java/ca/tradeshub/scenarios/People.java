// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.ledger.RecordAddress;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What people do about exceptions in a scenario. */
final class People {

    private static final String OPEN = "select id from exception_case where closed_at is null order by id";
    /** What a dry run must not change. */
    private static final String STATE =
            """
            select 'exception ' || e.* from exception_status e
            union all select 'resolution ' || r.* from resolution r
            union all select 'record ' || file_id || ':' || line || state from record_status
            union all select 'audit ' || max(id) from audit
            union all select 'dirty ' || d.key from dirty_key d
            order by 1
            """;

    private static final String NEWEST_RESOLUTION =
            "select id from resolution where exception_id = :id order by id desc limit 1";

    private final ScenarioHub hub;
    private final Cast cast;
    private final ScenarioRun.Drops drops;

    /** The exception that somebody acted on last; null before. */
    private Long last;

    People(ScenarioHub hub, Cast cast, ScenarioRun.Drops drops) {
        this.hub = hub;
        this.cast = cast;
        this.drops = drops;
    }

    /** Does what a step says; returns what the hub refused although the step does not say so, or the other way round. */
    List<String> act(String action, Table step) throws IOException {
        if (action.equals("table")) {
            return table(step.table(action));
        }
        Table does = step.table(action);
        String refused = does.text("refused").orElse(null);
        Announced announced = refused == null && hub.settles() ? announced(action, does) : null;
        List<ExceptionActions.Result> results =
                switch (action) {
                    case "resolve" -> resolve(does);
                    case "approve" -> List.of(approve(does));
                    case "decline" -> List.of(decline(does));
                    case "undo" -> List.of(undo(does));
                    case "assign" ->
                        actions()
                                .assign(
                                        ids(does),
                                        does.text("from").orElse(null),
                                        does.required("to"),
                                        does.required("by"));
                    case "remark" -> actions().note(ids(does), does.required("text"), does.required("by"));
                    default -> throw new ScenarioMistake(step.place() + ": nobody knows how to " + action);
                };
        does.end();
        List<String> differences = new ArrayList<>();
        if (announced != null && results.get(0).state() == ExceptionState.CLOSED) {
            hub.decide();
            differences.addAll(announced.compare());
        }
        hub.settle();
        for (ExceptionActions.Result result : results) {
            String problem = result.problem() == null ? null : result.problem().en();
            if (refused == null ? problem != null : problem == null || !problem.contains(refused)) {
                differences.add(action + ": expected " + (refused == null ? "that it is done" : "refused: " + refused)
                        + ", is " + (problem == null ? "done" : "refused: " + problem));
            }
        }
        return differences;
    }

    /** What the preview of one resolution announces, just before it is made or approved; null for other actions. */
    private Announced announced(String action, Table does) {
        if (!action.equals("resolve") && !action.equals("approve")) {
            return null;
        }
        List<Long> ids = ids(does);
        if (ids.size() > 1) {
            return null;
        }
        ExceptionCase exception = lookup(ids.get(0));
        if (action.equals("resolve")) {
            String chosen =
                    does.text("chosen").map(each -> choice(exception, each)).orElse(null);
            return Announced.of(hub, exception.id(), ResolutionKind.valueOf(does.required("kind")), chosen);
        }
        Resolution waiting = hub.bean(Resolutions.class).of(exception.id()).stream()
                .filter(Resolution::awaitsApproval)
                .findFirst()
                .orElse(null);
        return waiting == null ? null : Announced.of(hub, exception.id(), waiting.kind(), waiting.chosen());
    }

    private List<ExceptionActions.Result> resolve(Table does) {
        List<ExceptionActions.Wanted> wanted = new ArrayList<>();
        ResolutionKind kind = ResolutionKind.valueOf(does.required("kind"));
        String chosen = does.text("chosen").orElse(null);
        for (Long id : ids(does)) {
            ExceptionCase exception = lookup(id);
            wanted.add(new ExceptionActions.Wanted(
                    id, exception.revision(), kind, chosen == null ? null : choice(exception, chosen)));
        }
        return actions().resolve(wanted, does.required("reason"), does.required("by"));
    }

    /**
     * A person exports the open exceptions as a CSV table, writes decisions into it and sends it back: first as a dry run,
     * which must change nothing and state every outcome.
     */
    private List<String> table(Table does) throws IOException {
        String by = does.required("by");
        Map<Long, Table> decisions = new LinkedHashMap<>();
        for (Object line : does.list("decisions")) {
            Table decision = Table.of(does.place(), line);
            ids(decision).forEach(id -> decisions.put(id, decision));
        }
        does.end();
        ResolutionSheet.Actor actor = new ResolutionSheet.Actor(by, true, true);
        ResolutionSheet sheet = hub.bean(ResolutionSheet.class);
        StringWriter exported = new StringWriter();
        sheet.write(hub.jdbc().sql(OPEN).query(Long.class).list(), exported);
        StringBuilder table = new StringBuilder();
        for (String row : exported.toString().split("\\r\\n")) {
            Table decision =
                    row.startsWith("\uFEFF") ? null : decisions.get(Long.valueOf(row.substring(0, row.indexOf(','))));
            table.append(decision == null ? row : decided(row, decision)).append("\r\n");
        }
        byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
        List<String> before = hub.jdbc().sql(STATE).query(String.class).list();
        ResolutionSheet.Outcome tried = sheet.read(bytes, true, actor);
        List<String> differences = new ArrayList<>();
        if (!before.equals(hub.jdbc().sql(STATE).query(String.class).list())) {
            differences.add("table: the dry run changed something");
        }
        ResolutionSheet.Outcome outcome = sheet.read(bytes, false, actor);
        hub.settle();
        if (!tried.equals(outcome)) {
            differences.add("table: the dry run states " + tried + ", the run " + outcome);
        }
        for (ResolutionSheet.Line line : outcome.lines()) {
            String refused = decisions.get(line.exception()).text("refused").orElse(null);
            String problem = line.problem() == null ? null : line.problem().en();
            if (refused == null ? problem != null : problem == null || !problem.contains(refused)) {
                differences.add(
                        "table: line " + line.line() + " is " + (problem == null ? "done" : "refused: " + problem));
            }
        }
        if (outcome.problem() != null || outcome.lines().size() != decisions.size()) {
            differences.add("table: " + outcome);
        }
        return differences;
    }

    private String decided(String row, Table decision) {
        ExceptionCase exception = lookup(Long.parseLong(row.substring(0, row.indexOf(','))));
        if (!row.endsWith(",,,")) {
            throw new ScenarioMistake("The last columns of an exported line are not empty: " + row);
        }
        String chosen =
                decision.text("chosen").map(each -> choice(exception, each)).orElse("");
        return row.substring(0, row.length() - 2) + decision.required("kind") + "," + chosen + ",\""
                + decision.text("reason").orElse("") + "\"";
    }

    private ExceptionActions.Result approve(Table does) {
        long id = ids(does).get(0);
        return actions().approve(id, resolution(id), lookup(id).revision(), does.required("by"));
    }

    private ExceptionActions.Result decline(Table does) {
        long id = ids(does).get(0);
        return actions().decline(id, resolution(id), does.required("reason"), does.required("by"));
    }

    private ExceptionActions.Result undo(Table does) {
        long id = ids(does).get(0);
        return actions().undo(id, resolution(id), does.required("reason"), does.required("by"));
    }

    /** The exceptions that a step names, all that are open of a kind, or the one that somebody acted on last. */
    private List<Long> ids(Table does) {
        List<Long> found = new ArrayList<>();
        if (does.has("exception") || does.has("every")) {
            Table wanted = does.table(does.has("every") ? "every" : "exception");
            for (Long id : hub.jdbc().sql(OPEN).query(Long.class).list()) {
                if (is(lookup(id), wanted)) {
                    found.add(id);
                }
            }
            List.of("type", "rule", "about", "side").forEach(wanted::raw);
            wanted.end();
            if (found.isEmpty() || does.has("exception") && found.size() > 1) {
                throw new ScenarioMistake(does.place() + ": " + found.size() + " open exceptions are of "
                        + wanted.values() + "; open: "
                        + hub.jdbc().sql(OPEN).query(Long.class).list().stream()
                                .map(this::lookup)
                                .map(each -> each.type() + " " + each.rule() + " " + each.subject())
                                .toList());
            }
        } else if (last != null) {
            found.add(last);
        } else {
            throw new ScenarioMistake(does.place() + ": which exception?");
        }
        last = found.get(0);
        return found;
    }

    private boolean is(ExceptionCase exception, Table wanted) {
        return wanted.text("type").map(exception.type().name()::equals).orElse(true)
                & wanted.text("rule").map(rule -> rule.equals(exception.rule())).orElse(true)
                & wanted.text("about")
                        .map(about -> drops.subject(cast, about).contains(exception.subject()))
                        .orElse(true)
                & wanted.text("side")
                        .map(record -> exception.sides().stream().anyMatch(side -> record.equals(label(side.record()))))
                        .orElse(true);
    }

    /** A side of an exception by its value, its record or the word that names it. */
    private String choice(ExceptionCase exception, String chosen) {
        for (ExceptionSide side : exception.sides()) {
            if (chosen.equals(side.choice()) || chosen.equals(side.value()) || chosen.equals(label(side.record()))) {
                return side.choice();
            }
        }
        throw new ScenarioMistake("No side of the exception is " + chosen + ": " + exception.sides());
    }

    private String label(RecordAddress record) {
        return record == null ? null : drops.label(record.fileId()) + " line " + record.line();
    }

    private long resolution(long exception) {
        return hub.jdbc()
                .sql(NEWEST_RESOLUTION)
                .param("id", exception)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ScenarioMistake("Nothing was decided about the exception"));
    }

    private ExceptionCase lookup(long id) {
        return hub.bean(ExceptionLookup.class).byId(id).orElseThrow();
    }

    private ExceptionActions actions() {
        return Objects.requireNonNull(hub.bean(ExceptionActions.class));
    }
}
