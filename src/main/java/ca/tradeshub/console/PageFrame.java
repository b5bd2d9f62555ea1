// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Language;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the header of every page shows: the user, and the switch to the other language. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    /** The user who is logged in; empty when no user is. */
    @ModelAttribute("user")
    String user(Principal person) {
        return person == null ? "" : person.getName();
    }

    /** The page's language. */
    @ModelAttribute("language")
    Language language() {
        return PageLanguage.current();
    }

    /**
     * The same page with the same query in the other language; the overview page after a request that is not a GET. On an
     * error page it is relative to the address that failed, which is not repeated: it may have the number of a person.
     */
    @ModelAttribute("otherLanguageUrl")
    String otherLanguageUrl(HttpServletRequest request) {
        String other = PageLanguage.PARAMETER + "="
                + (PageLanguage.current() == Language.FR ? Language.EN : Language.FR).tag();
        if (!request.getMethod().equals("GET")) {
            return "/?" + other;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
            return "?" + other;
        }
        // The path is encoded already; a second slash at its start would name another host.
        return "/" + request.getRequestURI().replaceFirst("^/+", "") + "?" + others(request.getQueryString()) + other;
    }

    /** The other parameters as they were sent: a query may have any form. */
    private static String others(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(each -> !each.isEmpty()
                                && !each.equals(PageLanguage.PARAMETER)
                                && !each.startsWith(PageLanguage.PARAMETER + "="))
                        .map(each -> each + "&")
                        .collect(Collectors.joining());
    }
}
