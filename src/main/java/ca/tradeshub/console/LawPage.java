// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.explanation.Wording;
import ca.tradeshub.rules.book.Coverage;
import ca.tradeshub.rules.book.RuleBook;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/** The rules in force, their legal basis, and what of the law they cover. */
@Controller
class LawPage {

    private final RuleBook rules;
    /** Read when the page is first opened: a start does not need it. */
    private final SingletonSupplier<Coverage> coverage;

    LawPage(RuleBook rules) {
        this.rules = rules;
        this.coverage = SingletonSupplier.of(() -> Coverage.of(rules.catalogue()));
    }

    @GetMapping("/law")
    String law(Model model) {
        model.addAttribute("words", new Wording(PageLanguage.current()));
        model.addAttribute("digest", rules.digest());
        model.addAttribute("catalogue", rules.catalogue());
        model.addAttribute("values", rules.law().values().values());
        model.addAttribute("readings", rules.law().interpretations().values());
        model.addAttribute("coverage", coverage.obtain());
        return "law";
    }
}
