// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One action on the exceptions that a person selected: first what it would do, then the action. */
@Component
public class BulkAction {

    private static final String ASSIGN = "assign";
    private static final String UNASSIGN = "unassign";
    private static final String NOTE = "note";
    private static final String APPROVE = "approve";

    private final ExceptionActions actions;
    private final ExceptionLookup lookup;
    private final Resolutions resolutions;

    BulkAction(ExceptionActions actions, ExceptionLookup lookup, Resolutions resolutions) {
        this.actions = actions;
        this.lookup = lookup;
        this.resolutions = resolutions;
    }

    /**
     * An exception as it was when it was selected.
     *
     * @param id the exception
     * @param revision its revision then
     * @param resolution the resolution to approve as the preview showed it, null where none was shown
     */
    public record Selected(long id, int revision, @Nullable Long resolution) {

        private static final Pattern VALUE = Pattern.compile("([0-9]{1,18}):([0-9]{1,9})(?::([0-9]{1,18}))?");

        /** What a form sends for it, {@code <id>:<revision>[:<resolution>]}; empty for any other text. */
        static Optional<Selected> of(String value) {
            Matcher parts = VALUE.matcher(value);
            return parts.matches()
                    ? Optional.of(new Selected(
                            Long.parseLong(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            parts.group(3) == null ? null : Long.valueOf(parts.group(3))))
                    : Optional.empty();
        }

        Selected approving(Resolution waiting) {
            return new Selected(id, revision, waiting.id());
        }
    }

    /**
     * What the action does to one exception.
     *
     * @param exception the exception, null when it does not exist
     * @param selected what was selected
     * @param problem why the action is not possible, null when it is
     * @param waiting the resolution that an approval approves, null for other actions and where none waits
     * @param settledWith the exception of an earlier row with which it is settled, null when it has a resolution of its own
     */
    public record Row(
            @Nullable ExceptionCase exception,
            Selected selected,
            @Nullable Text problem,
            @Nullable Resolution waiting,
            @Nullable Long settledWith) {

        Row(@Nullable ExceptionCase exception, Selected selected, @Nullable Text problem) {
            this(exception, selected, problem, null, null);
        }

        Row with(Result result) {
            return new Row(exception, selected, result.problem(), waiting, result.settledWith());
        }

        /** What a form sends for it. */
        public String value() {
            return selected.id() + ":" + selected.revision()
                    + (selected.resolution() == null ? "" : ":" + selected.resolution());
        }
    }

    /** Whether the action approves, which needs another right than the other actions. */
    static boolean isApproval(String action) {
        return APPROVE.equals(action);
    }

    /** The name of an action; empty when there is no such action. */
    static Optional<Text> label(String action) {
        return switch (action) {
            case ASSIGN, UNASSIGN, NOTE, APPROVE -> Optional.of(PageMessages.text("bulk." + action));
            default -> ChosenResolution.of(action).map(chosen -> ResolutionOptions.label(chosen.kind()));
        };
    }

    /** Whether an action needs a text: a note or a reason. */
    static boolean needsText(String action) {
        return !List.of(ASSIGN, UNASSIGN, APPROVE).contains(action);
    }

    /** What the action would do, without doing it. */
    List<Row> preview(List<Selected> selected, String action, String text, String user) {
        Map<Long, ExceptionCase> found = found(selected);
        if (ChosenResolution.of(action).isPresent()) {
            return rows(found, selected, actions.check(wanted(selected, action), text, user));
        }
        return isApproval(action)
                ? approvals(selected, user)
                : selected.stream()
                        .map(each ->
                                new Row(found.get(each.id()), each, problem(found.get(each.id()), action, text, user)))
                        .toList();
    }

    /** What can be approved: the resolutions that wait now, which the preview shows and the form names. */
    private List<Row> approvals(List<Selected> selected, String user) {
        Map<Long, ExceptionCase> found = found(selected);
        Map<String, Resolution> active = resolutions.active(
                found.values().stream().map(ExceptionCase::basis).toList());
        List<Row> rows = new ArrayList<>();
        for (Selected each : selected) {
            ExceptionCase exception = found.get(each.id());
            Resolution waiting = exception == null ? null : active.get(exception.basis());
            boolean waits = waiting != null && waiting.waits();
            rows.add(new Row(
                    exception,
                    waits && waiting != null ? each.approving(waiting) : each,
                    exception == null
                            ? PageMessages.text("bulk.unknown")
                            : waits ? null : PageMessages.text("bulk.waits.not"),
                    waits ? waiting : null,
                    null));
        }
        Iterator<Result> checked = actions.checkApproval(approvals(rows), user).iterator();
        rows.replaceAll(row -> row.problem() != null ? row : row.with(checked.next()));
        return rows;
    }

    private static List<ExceptionActions.Approval> approvals(List<Row> rows) {
        List<ExceptionActions.Approval> approvals = new ArrayList<>();
        for (Row row : rows) {
            Long resolution = row.selected().resolution();
            if (row.problem() == null && resolution != null) {
                approvals.add(new ExceptionActions.Approval(
                        row.selected().id(), row.selected().revision(), resolution));
            }
        }
        return approvals;
    }

    /** Does the action; each exception succeeds or fails separately. */
    List<Row> carryOut(List<Selected> selected, String action, String text, String user) {
        if (ChosenResolution.of(action).isPresent()) {
            List<Result> results = actions.resolve(wanted(selected, action), text, user);
            return rows(found(selected), selected, results);
        }
        if (isApproval(action)) {
            return approve(selected, user);
        }
        Map<Long, ExceptionCase> found = found(selected);
        return selected.stream()
                .map(each -> new Row(found.get(each.id()), each, carryOut(each.id(), action, text, user)))
                .toList();
    }

    /** Approves what the preview showed; a selection that no preview made names no resolution and is refused. */
    private List<Row> approve(List<Selected> selected, String user) {
        Map<Long, ExceptionCase> found = found(selected);
        List<Row> rows = selected.stream()
                .map(each -> new Row(
                        found.get(each.id()),
                        each,
                        each.resolution() == null ? PageMessages.text("bulk.waits.not") : null))
                .collect(Collectors.toCollection(ArrayList::new));
        Iterator<Result> results = actions.approve(approvals(rows), user).iterator();
        rows.replaceAll(row -> row.problem() != null ? row : row.with(results.next()));
        return rows;
    }

    private @Nullable Text problem(@Nullable ExceptionCase exception, String action, String text, String user) {
        if (exception == null) {
            return PageMessages.text("bulk.unknown");
        }
        return switch (action) {
            case ASSIGN, UNASSIGN -> assignmentProblem(exception, user);
            case NOTE -> text.isBlank() ? PageMessages.text("bulk.text.needed") : null;
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static @Nullable Text assignmentProblem(ExceptionCase exception, String user) {
        if (exception.state() == ExceptionState.CLOSED) {
            return PageMessages.text("bulk.closed");
        }
        String now = exception.assignedTo();
        return now == null || now.equals(user) ? null : PageMessages.text("bulk.assigned", now);
    }

    private @Nullable Text carryOut(long exception, String action, String text, String user) {
        List<Long> id = List.of(exception);
        return switch (action) {
            case ASSIGN -> actions.assign(id, null, user, user).get(0).problem();
            case UNASSIGN -> actions.assign(id, user, null, user).get(0).problem();
            case NOTE -> actions.note(id, text, user).get(0).problem();
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static List<ExceptionActions.Wanted> wanted(List<Selected> selected, String action) {
        ChosenResolution chosen = ChosenResolution.of(action).orElseThrow();
        return selected.stream()
                .map(each -> new ExceptionActions.Wanted(each.id(), each.revision(), chosen.kind(), chosen.chosen()))
                .toList();
    }

    private Map<Long, ExceptionCase> found(List<Selected> selected) {
        return lookup.byId(selected.stream().map(Selected::id).toList()).stream()
                .collect(Collectors.toMap(ExceptionCase::id, Function.identity()));
    }

    private static List<Row> rows(Map<Long, ExceptionCase> found, List<Selected> selected, List<Result> results) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Selected each = selected.get(i);
            rows.add(new Row(found.get(each.id()), each, null).with(results.get(i)));
        }
        return rows;
    }
}
