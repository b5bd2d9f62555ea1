// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.console.PageMessages;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Decisions and approvals in a table that a person took from the list and filled in: first what would happen, then the decisions. */
@Controller
class TablePage {

    private final ResolutionSheet sheet;

    TablePage(ResolutionSheet sheet) {
        this.sheet = sheet;
    }

    @PostMapping("/exceptions/table")
    String preview(
            @RequestParam(required = false) @Nullable MultipartFile table,
            HttpServletRequest request,
            Model model,
            RedirectAttributes outcome)
            throws IOException {
        byte[] content = table == null ? new byte[0] : table.getBytes();
        model.addAttribute("table", Base64.getEncoder().encodeToString(content));
        return shown(sheet.read(content, true, TableActor.of(request)), false, model, outcome);
    }

    @PostMapping("/exceptions/table/confirm")
    String carryOut(
            @RequestParam(defaultValue = "") String table,
            HttpServletRequest request,
            Model model,
            RedirectAttributes outcome) {
        byte[] content;
        try {
            content = Base64.getDecoder().decode(table.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return shown(sheet.read(content, false, TableActor.of(request)), true, model, outcome);
    }

    private static String shown(
            ResolutionSheet.Outcome result, boolean isDone, Model model, RedirectAttributes outcome) {
        if (result.problem() != null || result.lines().isEmpty()) {
            outcome.addFlashAttribute(
                    "problem", result.problem() == null ? PageMessages.text("sheet.empty") : result.problem());
            return "redirect:/exceptions";
        }
        model.addAttribute("isDone", isDone);
        model.addAttribute("lines", result.lines());
        model.addAttribute(
                "possible",
                result.lines().stream().filter(line -> line.problem() == null).count());
        return "exceptions-table";
    }
}
