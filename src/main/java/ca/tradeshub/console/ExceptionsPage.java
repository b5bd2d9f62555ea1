// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.overview.OpenExceptions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The open exceptions. */
@Controller
class ExceptionsPage {

    private final OpenExceptions exceptions;

    ExceptionsPage(OpenExceptions exceptions) {
        this.exceptions = exceptions;
    }

    @GetMapping("/exceptions")
    String exceptions(
            @RequestParam(required = false) String type, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("type", type);
        model.addAttribute("exceptionCounts", exceptions.counts());
        model.addAttribute("exceptions", exceptions.page(type, page));
        return "exceptions";
    }

    /** The page's address before exceptions had this name; links to it keep working. */
    @GetMapping("/breaks")
    String redirect(
            @RequestParam(required = false) String type,
            @RequestParam(required = false) Integer page,
            RedirectAttributes query) {
        query.addAttribute("type", type);
        query.addAttribute("page", page);
        return "redirect:/exceptions";
    }
}
