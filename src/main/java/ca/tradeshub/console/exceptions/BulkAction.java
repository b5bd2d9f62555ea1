// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
     */
    public record Selected(long id, int revision) {

        /** What a form sends for it, {@code <id>:<revision>}; empty for any other text. */
        static Optional<Selected> of(String value) {
            return value.matches("[0-9]{1,18}:[0-9]{1,9}")
                    ? Optional.of(new Selected(
                            Long.parseLong(value, 0, value.indexOf(':'), 10),
                            Integer.parseInt(value, value.indexOf(':') + 1, value.length(), 10)))
                    : Optional.empty();
        }
    }

    /**
     * What the action does to one exception.
     *
     * @param exception the exception, null when it does not exist
     * @param selected what was selected
     * @param problem why the action is not possible, null when it is
     */
    public record Row(@Nullable ExceptionCase exception, Selected selected, @Nullable Text problem) {

        /** What a form sends for it. */
        public String value() {
            return selected.id() + ":" + selected.revision();
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
            return rows(found, selected, actions.check(wanted(selected, action), text));
        }
        return selected.stream()
                .map(each ->
                        new Row(found.get(each.id()), each, problem(found.get(each.id()), each, action, text, user)))
                .toList();
    }

    /** Does the action; each exception succeeds or fails separately. */
    List<Row> carryOut(List<Selected> selected, String action, String text, String user) {
        if (ChosenResolution.of(action).isPresent()) {
            List<Result> results = actions.resolve(wanted(selected, action), text, user);
            return rows(found(selected), selected, results);
        }
        List<Row> rows = new ArrayList<>();
        for (Selected each : selected) {
            ExceptionCase exception = lookup.byId(each.id()).orElse(null);
            rows.add(new Row(exception, each, carryOut(exception, each, action, text, user)));
        }
        return rows;
    }

    private @Nullable Text problem(
            @Nullable ExceptionCase exception, Selected selected, String action, String text, String user) {
        if (exception == null) {
            return PageMessages.text("bulk.unknown");
        }
        return switch (action) {
            case ASSIGN, UNASSIGN -> assignmentProblem(exception, user);
            case NOTE -> text.isBlank() ? PageMessages.text("bulk.text.needed") : null;
            case APPROVE -> approvalProblem(exception, selected, user);
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static @Nullable Text assignmentProblem(ExceptionCase exception, String user) {
        if (exception.closedAt() != null) {
            return PageMessages.text("bulk.closed");
        }
        String now = exception.assignedTo();
        return now == null || now.equals(user) ? null : PageMessages.text("bulk.assigned", now);
    }

    private @Nullable Text approvalProblem(ExceptionCase exception, Selected selected, String user) {
        Resolution waiting = resolutions
                .active(exception.basis())
                .filter(Resolution::awaitsApproval)
                .orElse(null);
        if (waiting == null || waiting.exceptionId() != exception.id()) {
            return PageMessages.text("bulk.waits.not");
        }
        if (waiting.author().equalsIgnoreCase(user)) {
            return PageMessages.text("bulk.author");
        }
        return exception.revision() == selected.revision() ? null : PageMessages.text("bulk.stale");
    }

    private @Nullable Text carryOut(
            @Nullable ExceptionCase exception, Selected selected, String action, String text, String user) {
        List<Long> id = List.of(selected.id());
        return switch (action) {
            case ASSIGN -> actions.assign(id, null, user, user).get(0).problem();
            case UNASSIGN -> actions.assign(id, user, null, user).get(0).problem();
            case NOTE -> actions.note(id, text, user).get(0).problem();
            case APPROVE -> approve(exception, selected, user);
            default -> throw new IllegalArgumentException(action);
        };
    }

    private @Nullable Text approve(@Nullable ExceptionCase exception, Selected selected, String user) {
        Optional<Resolution> waiting = exception == null
                ? Optional.empty()
                : resolutions.active(exception.basis()).filter(Resolution::awaitsApproval);
        return waiting.isEmpty()
                ? PageMessages.text("bulk.waits.not")
                : actions.approve(selected.id(), waiting.get().id(), selected.revision(), user)
                        .problem();
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
            rows.add(new Row(found.get(each.id()), each, results.get(i).problem()));
        }
        return rows;
    }
}
