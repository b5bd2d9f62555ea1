package ca.tradeshub.console;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.Wording;
import ca.tradeshub.rules.book.Coverage;
import ca.tradeshub.rules.book.RuleBook;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages an auditor reads: what stands behind a record or message, and the law with its rules. */
@Controller
class ExplanationPages {

    private final Explanations explanations;
    private final RuleBook rules;
    private final Coverage coverage;

    ExplanationPages(Explanations explanations, RuleBook rules) {
        this.explanations = explanations;
        this.rules = rules;
        this.coverage = Coverage.of(rules.catalogue());
    }

    /** Who is logged in, for the head of every page. */
    @ModelAttribute("user")
    String user(Principal person) {
        return person == null ? "" : person.getName();
    }

    @GetMapping("/explain/{id}")
    String explain(@PathVariable String id, @RequestParam(required = false) String lang, Model model) {
        model.addAttribute(
                "explanation",
                explanations.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("words", new Wording(Language.of(lang)));
        return "explain";
    }

    @GetMapping("/law")
    String law(@RequestParam(required = false) String lang, Model model) {
        model.addAttribute("words", new Wording(Language.of(lang)));
        model.addAttribute("digest", rules.digest());
        model.addAttribute("catalogue", rules.catalogue());
        model.addAttribute("values", rules.law().values().values());
        model.addAttribute("readings", rules.law().interpretations().values());
        model.addAttribute("coverage", coverage);
        return "law";
    }
}
