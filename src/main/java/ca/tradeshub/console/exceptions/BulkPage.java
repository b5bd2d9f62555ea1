// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.console.typed.TypedText;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One action on selected exceptions. A page shows first what it would do; only the form on that page does it. The filter
 * of the list is kept, so that its reader returns to the same list.
 */
@Controller
class BulkPage {

    private static final int MOST_PROBLEMS_SHOWN = 20;

    private final BulkAction bulk;

    BulkPage(BulkAction bulk) {
        this.bulk = bulk;
    }

    /** What would happen has no address: who reloads it is led to the list. */
    @GetMapping({"/exceptions/bulk", "/exceptions/bulk/confirm", "/exceptions/table", "/exceptions/table/confirm"})
    String list() {
        return "redirect:/exceptions";
    }

    @PostMapping("/exceptions/bulk")
    String preview(
            @RequestParam(required = false) @Nullable List<String> selected,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String filter,
            Principal person,
            HttpServletRequest request,
            Model model,
            RedirectAttributes outcome) {
        Text label = permitted(action, request);
        List<BulkAction.Selected> chosen = selected(selected);
        if (chosen.isEmpty() || BulkAction.needsText(action) && text.isBlank()) {
            outcome.addFlashAttribute(
                    "problem", PageMessages.text(chosen.isEmpty() ? "bulk.none" : "bulk.text.needed"));
            outcome.addFlashAttribute(
                    "typed",
                    TypedText.of(
                            "bulk-text",
                            text,
                            chosen.stream()
                                    .map(each -> each.id() + ":" + each.revision())
                                    .toList(),
                            action));
            return list(filter);
        }
        List<BulkAction.Row> rows = bulk.preview(chosen, action, text, person.getName());
        List<BulkAction.Row> possible =
                rows.stream().filter(row -> row.problem() == null).toList();
        model.addAttribute("label", label);
        model.addAttribute("action", action);
        model.addAttribute("text", text);
        model.addAttribute("filter", filter);
        model.addAttribute("rows", rows);
        model.addAttribute("possible", possible);
        model.addAttribute("credit", sum(possible, AmountAtStake.Of.CREDIT));
        model.addAttribute("wages", sum(possible, AmountAtStake.Of.WAGES));
        return "exceptions-bulk";
    }

    @PostMapping("/exceptions/bulk/confirm")
    String carryOut(
            @RequestParam(required = false) @Nullable List<String> selected,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String filter,
            Principal person,
            HttpServletRequest request,
            RedirectAttributes outcome) {
        Text label = permitted(action, request);
        List<BulkAction.Row> rows = bulk.carryOut(selected(selected), action, text, person.getName());
        List<BulkAction.Row> problems =
                rows.stream().filter(row -> row.problem() != null).toList();
        outcome.addFlashAttribute(
                "notice", PageMessages.text("bulk.done", label, rows.size() - problems.size(), rows.size()));
        if (!problems.isEmpty()) {
            outcome.addFlashAttribute(
                    "problems", problems.stream().limit(MOST_PROBLEMS_SHOWN).toList());
            outcome.addFlashAttribute("otherProblems", Math.max(0, problems.size() - MOST_PROBLEMS_SHOWN));
        }
        return list(filter);
    }

    private static Text permitted(String action, HttpServletRequest request) {
        Optional<Text> label = BulkAction.label(action);
        if (label.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        if (!request.isUserInRole(BulkAction.isApproval(action) ? "APPROVER" : "OPERATOR")) {
            throw new AccessDeniedException("bulk");
        }
        return label.get();
    }

    private static List<BulkAction.Selected> selected(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .map(BulkAction.Selected::of)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
    }

    /** The list with the filter that it had; any other text is left out. */
    private static String list(String filter) {
        return filter.matches("[A-Za-z0-9=&%._+~-]+") ? "redirect:/exceptions?" + filter : "redirect:/exceptions";
    }

    /** What is at stake in the rows together, as in the list: a claim that several exceptions hold back has one credit. */
    private static @Nullable BigDecimal sum(List<BulkAction.Row> rows, AmountAtStake.Of of) {
        Map<Object, BigDecimal> amounts = new HashMap<>();
        for (BulkAction.Row row : rows) {
            ExceptionCase exception = row.exception();
            AmountAtStake amount = exception == null ? null : exception.amount();
            if (exception != null && amount != null && amount.of() == of) {
                amounts.merge(
                        of == AmountAtStake.Of.CREDIT ? exception.subject() : exception.id(),
                        amount.amount(),
                        BigDecimal::max);
            }
        }
        return amounts.values().stream().reduce(BigDecimal::add).orElse(null);
    }
}
