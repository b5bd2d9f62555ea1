// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.PageMessages;
import ca.tradeshub.console.reveal.RevealedValues;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.reveal.Reveals;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** An operator reveals the personal values of a record or message, with a reason. */
@Controller
class RevealAction {

    private final Reveals reveals;
    private final RevealedValues revealed;
    private final Explanations explanations;

    RevealAction(Reveals reveals, RevealedValues revealed, Explanations explanations) {
        this.reveals = reveals;
        this.revealed = revealed;
        this.explanations = explanations;
    }

    @PostMapping("/reveal")
    String reveal(
            @RequestParam String id,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            HttpSession session,
            RedirectAttributes outcome) {
        boolean isRecord = explanations.isRecord(id);
        if (!isRecord && !explanations.isMessage(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        try {
            revealed.show(session, id, reveals.reveal(id, person.getName(), reason));
            outcome.addFlashAttribute(
                    "notice", PageMessages.text("reveal.done", String.valueOf(Reveals.SHOWN.toMinutes())));
        } catch (IllegalArgumentException e) {
            outcome.addFlashAttribute("notice", PageMessages.text("reveal.reason.needed"));
        }
        return "redirect:"
                + UriComponentsBuilder.fromPath(isRecord ? "/explain/{id}" : "/messages/{id}")
                        .encode()
                        .buildAndExpand(id)
                        .toUriString();
    }
}
