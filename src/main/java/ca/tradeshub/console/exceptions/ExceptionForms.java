// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.console.PageMessages;
import ca.tradeshub.console.typed.TypedText;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The forms on the page of an exception. Each leads back to the page, with a notice of what was done or why nothing was
 * done. Who acts is the user who logged in.
 */
@Controller
class ExceptionForms {

    private static final String REASON_MISSING = "EXCEPTION-REASON";

    private static final String TYPED = "typed";

    private final ExceptionActions actions;

    ExceptionForms(ExceptionActions actions) {
        this.actions = actions;
    }

    /** Assigns the exception to the user, or to no user. */
    @PostMapping("/exceptions/{id}/assign")
    String assign(
            @PathVariable long id,
            @RequestParam(defaultValue = "true") boolean mine,
            @RequestParam(required = false) @Nullable String from,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result = actions.assign(
                        List.of(id), from, mine ? person.getName() : null, person.getName())
                .get(0);
        return back(id, result, mine ? "exception.assigned" : "exception.unassigned", outcome);
    }

    @PostMapping("/exceptions/{id}/note")
    String note(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result =
                actions.note(List.of(id), note, person.getName()).get(0);
        keep(result, "note", note, outcome);
        return back(id, result, "exception.noted", outcome);
    }

    @PostMapping("/exceptions/{id}/resolve")
    String resolve(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String resolution,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes outcome) {
        Optional<ChosenResolution> chosen = ChosenResolution.of(resolution);
        if (chosen.isEmpty()) {
            outcome.addFlashAttribute("problem", PageMessages.text("exception.choose"));
            outcome.addFlashAttribute(TYPED, TypedText.of("reason", reason));
            return "redirect:/exceptions/" + id;
        }
        ExceptionActions.Wanted wanted = new ExceptionActions.Wanted(
                id, revision, chosen.get().kind(), chosen.get().chosen());
        ExceptionActions.Result result =
                actions.resolve(List.of(wanted), reason, person.getName()).get(0);
        keep(result, "reason", reason, outcome);
        if (REASON_MISSING.equals(result.code())) {
            // What has changed meanwhile must be chosen again.
            outcome.addFlashAttribute("typedResolution", resolution);
        }
        return back(
                id,
                result,
                result.state() == ExceptionState.AWAITING_APPROVAL ? "exception.waits" : "exception.resolved",
                outcome,
                ResolutionOptions.label(chosen.get().kind()));
    }

    @PostMapping("/exceptions/{id}/approve")
    String approve(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long resolution,
            @RequestParam(defaultValue = "0") int revision,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result = actions.approve(id, resolution, revision, person.getName());
        return back(
                id,
                result,
                result.state() == ExceptionState.CLOSED ? "exception.approved" : "exception.undone",
                outcome);
    }

    @PostMapping("/exceptions/{id}/decline")
    String decline(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long resolution,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result = actions.decline(id, resolution, reason, person.getName());
        keep(result, "decline-reason", reason, outcome);
        return back(
                id, result, result.state() == ExceptionState.CLOSED ? "exception.kept" : "exception.declined", outcome);
    }

    /** Withdraws what waits for another person. */
    @PostMapping("/exceptions/{id}/withdraw")
    String withdraw(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long resolution,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result = actions.withdraw(id, resolution, reason, person.getName());
        keep(result, "withdraw-reason", reason, outcome);
        return back(
                id,
                result,
                result.state() == ExceptionState.CLOSED ? "exception.undo.withdrawn" : "exception.withdrawn",
                outcome);
    }

    @PostMapping("/exceptions/{id}/undo")
    String undo(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long resolution,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes outcome) {
        ExceptionActions.Result result = actions.undo(id, resolution, reason, person.getName());
        keep(result, "undo-reason-" + resolution, reason, outcome);
        return back(
                id,
                result,
                result.state() == ExceptionState.AWAITING_APPROVAL ? "exception.undo.waits" : "exception.undone",
                outcome);
    }

    /** What was typed into a form whose action was refused is in the form again. */
    private static void keep(ExceptionActions.Result result, String field, String typed, RedirectAttributes outcome) {
        if (!result.isDone()) {
            outcome.addFlashAttribute(TYPED, TypedText.of(field, typed));
        }
    }

    private static String back(
            long id, ExceptionActions.Result result, String notice, RedirectAttributes outcome, Object... values) {
        if (result.problem() == null) {
            outcome.addFlashAttribute("notice", PageMessages.text(notice, values));
        } else {
            outcome.addFlashAttribute("problem", result.problem());
        }
        return "redirect:/exceptions/" + id;
    }
}
