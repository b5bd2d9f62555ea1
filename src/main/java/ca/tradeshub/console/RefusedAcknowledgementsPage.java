// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.PagePart;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The acknowledgements that were not accepted; an operator discards each with a reason. */
@Controller
class RefusedAcknowledgementsPage {

    private final RefusedAcknowledgements refused;

    RefusedAcknowledgementsPage(RefusedAcknowledgements refused) {
        this.refused = refused;
    }

    @GetMapping("/acknowledgements")
    String entries(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute(
                "part",
                PagePart.of(
                        refused.open(PagePart.SIZE + 1, InvalidParameterException.number("after", after)),
                        after,
                        entry -> Long.toString(entry.id())));
        model.addAttribute("total", refused.count());
        return "acknowledgements";
    }

    @PostMapping("/acknowledgements/{id}/discard")
    String discard(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes outcome) {
        outcome.addFlashAttribute("notice", discarded(id, reason, person.getName()));
        return "redirect:/acknowledgements";
    }

    private Text discarded(long id, String reason, String person) {
        try {
            return PageMessages.text(
                    refused.discard(id, person, reason).isPresent() ? "refused.discarded" : "refused.gone", id);
        } catch (IllegalArgumentException e) {
            return PageMessages.text("refused.reason.needed");
        }
    }
}
