// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.search;

import ca.tradeshub.console.lists.ListAddress;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.overview.search.Found;
import ca.tradeshub.overview.search.Search;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The search. What is searched for is sent in the body of the request, so that it is in no address and in no log. The
 * session keeps what the last searches found, and the address has the number of the search: its results can be sorted and
 * read page by page, and the browser's way back leads to them.
 */
@Controller
class SearchPage {

    private static final String ATTRIBUTE = SearchPage.class.getName();

    /** How many searches a session keeps. */
    private static final int KEPT = 10;

    private final Search search;

    SearchPage(Search search) {
        this.search = search;
    }

    /** The searches of a session by their numbers. */
    private record Searches(TreeMap<Integer, Made> made) {}

    /** A search: what was searched for, as it may be shown, and what was found. */
    private record Made(String searched, Found found) {}

    @GetMapping("/search")
    String results(SearchQuery query, HttpSession session, Model model) {
        Long number = InvalidParameterException.number("found", query.found());
        if (number == null) {
            return "search";
        }
        Made made = searches(session).get(Math.toIntExact(Math.min(number, Integer.MAX_VALUE)));
        if (made == null) {
            model.addAttribute("isGone", true);
            return "search";
        }
        model.addAttribute("searched", made.searched());
        model.addAttribute("found", made.found());
        model.addAttribute("part", query.chosen());
        model.addAttribute("all", ListAddress.of("/search").with("found", number));
        model.addAttribute("keyResults", query.keys(search, made.found()));
        model.addAttribute("fileResults", query.files(search, made.found()));
        model.addAttribute("recordResults", query.records(search, made.found()));
        model.addAttribute("messageResults", search.messages(made.found()));
        return "search";
    }

    @PostMapping("/search")
    String find(@RequestParam(defaultValue = "") String text, HttpSession session) {
        if (InvalidParameterException.text(text) == null) {
            return "search";
        }
        Made made = new Made(search.shown(text), search.find(text));
        TreeMap<Integer, Made> searches = new TreeMap<>(searches(session));
        int number = searches.isEmpty() ? 1 : searches.lastKey() + 1;
        searches.put(number, made);
        if (searches.size() > KEPT) {
            searches.pollFirstEntry();
        }
        session.setAttribute(ATTRIBUTE, new Searches(searches));
        return "redirect:/search?found=" + number;
    }

    private static Map<Integer, Made> searches(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof Searches kept ? kept.made() : Map.of();
    }
}
