// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.Wording;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The explanation of a record or a message. */
@Controller
class ExplanationPage {

    private final Explanations explanations;

    ExplanationPage(Explanations explanations) {
        this.explanations = explanations;
    }

    @GetMapping("/explain/{id}")
    String explain(@PathVariable String id, Model model) {
        model.addAttribute(
                "explanation",
                explanations.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("words", new Wording(PageLanguage.current()));
        return "explain";
    }
}
