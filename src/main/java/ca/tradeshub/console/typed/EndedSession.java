// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.typed;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A form whose session has ended leads to the login, and the login back to the page of the form with what was typed into
 * it. The form itself is not sent again: its user sees that nothing was changed.
 */
@Component
public final class EndedSession implements AccessDeniedHandler {

    /** The attribute of a session with the page to which the login leads. */
    public static final String OPENED = "ca.tradeshub.opened";

    private static final String LOGIN = "/login";

    private final AccessDeniedHandler otherwise = new AccessDeniedHandlerImpl();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        String page = e instanceof CsrfException ? page(request) : null;
        if (page != null) {
            TypedText.keep(request, page.split("[?#]", 2)[0]);
        }
        // The request does not have its user yet where its token is checked.
        if (!(e instanceof CsrfException) || SecurityContextHolder.getContext().getAuthentication() != null) {
            request.setAttribute(WebAttributes.ACCESS_DENIED_403, e);
            otherwise.handle(request, response, e);
            return;
        }
        if (page != null) {
            // By its path alone, so that the request after the login is not replaced by one without parameters.
            request.getSession().setAttribute(OPENED, new SimpleSavedRequest(page));
        }
        response.sendRedirect(LOGIN + "?ended");
    }

    /** The page of the form, with its query; null for the login and for a page of another site, or one that is not sent. */
    private static @Nullable String page(HttpServletRequest request) {
        String page = request.getHeader(HttpHeaders.REFERER);
        String home = UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .replacePath("/")
                .build()
                .toUriString();
        return page != null && page.startsWith(home) && !page.startsWith(home + LOGIN.substring(1))
                ? page.substring(home.length() - 1)
                : null;
    }
}
