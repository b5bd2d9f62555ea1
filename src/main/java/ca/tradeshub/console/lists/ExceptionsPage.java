// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.overview.exceptions.ExceptionFilter;
import ca.tradeshub.overview.exceptions.ExceptionList;
import ca.tradeshub.overview.exceptions.ExceptionOrder;
import ca.tradeshub.overview.exceptions.ExceptionRow;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The exceptions, filtered and sorted by their address, as a page and as CSV. */
@Controller
class ExceptionsPage {

    private final ExceptionList exceptions;
    private final ResolutionSheet sheet;

    ExceptionsPage(ExceptionList exceptions, ResolutionSheet sheet) {
        this.exceptions = exceptions;
        this.sheet = sheet;
    }

    @GetMapping("/exceptions")
    String exceptions(ExceptionQuery query, Principal person, Model model) {
        String user = person.getName();
        model.addAttribute("query", query);
        model.addAttribute("sorting", query.sorting());
        model.addAttribute("types", ExceptionType.values());
        model.addAttribute("states", ExceptionQuery.STATES);
        model.addAttribute("kinds", ResolutionKind.values());
        model.addAttribute("users", exceptions.users());
        model.addAttribute("address", query.address("/exceptions"));
        model.addAttribute("slice", query.slice(exceptions, user));
        model.addAttribute("total", exceptions.total(query.filter(user)));
        return "exceptions";
    }

    @GetMapping("/exceptions.csv")
    void download(ExceptionQuery query, Principal person, HttpServletResponse response) throws IOException {
        ExceptionFilter filter = query.filter(person.getName());
        Sorting<ExceptionOrder> sorting = query.sorting();
        CsvDownload.write(response, "exceptions", csv -> {
            csv.row(
                    "id",
                    "revision",
                    "type",
                    "state",
                    "about",
                    "rule",
                    "problem_en",
                    "problem_fr",
                    "reported",
                    "conflicting",
                    "amount",
                    "amountOf",
                    "openedAt",
                    "closedAt",
                    "assignedTo",
                    "note",
                    "file",
                    "line");
            exceptions.forEach(filter, sorting.order(), sorting.isReversed(), row -> csv.row(cells(row)));
        });
    }

    /** The exceptions of the list that are not closed, as a table into which a person writes decisions and approvals. */
    @GetMapping("/exceptions/table.csv")
    void table(ExceptionQuery query, Principal person, HttpServletResponse response) throws IOException {
        List<Long> notClosed = new ArrayList<>();
        exceptions.forEach(
                query.filter(person.getName()),
                query.sorting().order(),
                query.sorting().isReversed(),
                row -> {
                    if (row.state() != ExceptionState.CLOSED) {
                        notClosed.add(row.id());
                    }
                });
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"exceptions-to-decide.csv\"");
        try (Writer text = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            sheet.write(notClosed, text);
        }
    }

    private static Object[] cells(ExceptionRow row) {
        AmountAtStake amount = row.amount();
        return new Object[] {
            row.id(),
            row.revision(),
            row.type(),
            row.state(),
            row.about(),
            orEmpty(row.rule()),
            row.detail().en(),
            row.detail().fr(),
            orEmpty(row.reported()),
            orEmpty(row.conflicting()),
            amount == null ? "" : amount.amount().toPlainString(),
            amount == null ? "" : amount.of(),
            row.openedAt(),
            orEmpty(row.closedAt()),
            orEmpty(row.assignedTo()),
            orEmpty(row.note()),
            orEmpty(row.file()),
            orEmpty(row.line())
        };
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    /** The page's address before exceptions had this name; links to it keep working. */
    @GetMapping("/breaks")
    String redirect(@RequestParam(required = false) String type, RedirectAttributes query) {
        query.addAttribute("type", type);
        return "redirect:/exceptions";
    }
}
