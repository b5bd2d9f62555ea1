// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.overview.search.Search;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search. What is searched for is sent in the body of the request, so that it is in no address and in no log. */
@Controller
class SearchPage {

    private final Search search;

    SearchPage(Search search) {
        this.search = search;
    }

    @GetMapping("/search")
    String form() {
        return "search";
    }

    @PostMapping("/search")
    String find(@RequestParam(defaultValue = "") String text, Model model) {
        model.addAttribute("searched", Search.shown(text));
        model.addAttribute("found", search.find(text));
        return "search";
    }
}
