// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.delivery.acknowledgement.DeadLetterActions;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What an operator does with a dead letter on its page. */
@Controller
class DeadLetterForms {

    private final DeadLetterActions actions;

    DeadLetterForms(DeadLetterActions actions) {
        this.actions = actions;
    }

    @PostMapping("/messages/{id}/send-again")
    String sendAgain(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Principal operator,
            RedirectAttributes outcome) {
        Text notice = actions.sendAgain(id, reason, operator.getName())
                .map(DeadLetterActions.Problem::text)
                .orElseGet(() -> PageMessages.text("dead.sent"));
        return shown(id, notice, outcome);
    }

    @PostMapping("/messages/{id}/refuse")
    String refuse(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Principal operator,
            RedirectAttributes outcome) {
        Text notice = actions.refuse(id, reason, operator.getName())
                .map(DeadLetterActions.Problem::text)
                .orElseGet(() -> PageMessages.text("dead.refused"));
        return shown(id, notice, outcome);
    }

    private static String shown(String id, Text notice, RedirectAttributes outcome) {
        outcome.addFlashAttribute("notice", notice);
        return "redirect:"
                + UriComponentsBuilder.fromPath("/messages/{id}").encode().buildAndExpand(id);
    }
}
