// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Language;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

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

    /** The same page with the same query in the other language; the overview page after a request that is not a GET. */
    @ModelAttribute("otherLanguageUrl")
    String otherLanguageUrl(HttpServletRequest request) {
        String other = (PageLanguage.current() == Language.FR ? Language.EN : Language.FR).tag();
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path =
                !request.getMethod().equals("GET") ? "/" : failed == null ? request.getRequestURI() : failed.toString();
        // The path is encoded already; a second slash at its start would name another host.
        return UriComponentsBuilder.newInstance()
                .path("/" + path.replaceFirst("^/+", ""))
                .query(request.getQueryString())
                .replaceQueryParam(PageLanguage.PARAMETER, other)
                .build(true)
                .toUriString();
    }
}
