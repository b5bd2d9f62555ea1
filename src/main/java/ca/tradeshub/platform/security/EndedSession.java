// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A form whose session has ended leads to the login, and the login back to the page of the form. The form itself is not
 * sent again: its user sees that nothing was changed.
 */
final class EndedSession implements AccessDeniedHandler {

    private static final String LOGIN = "/login";

    private final AccessDeniedHandler otherwise = new AccessDeniedHandlerImpl();
    private final String opened;

    /**
     * @param opened the attribute of the session with the page to which the login leads
     */
    EndedSession(String opened) {
        this.opened = opened;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        // The request does not have its user yet where its token is checked.
        if (!(e instanceof CsrfException) || SecurityContextHolder.getContext().getAuthentication() != null) {
            request.setAttribute(WebAttributes.ACCESS_DENIED_403, e);
            otherwise.handle(request, response, e);
            return;
        }
        String page = request.getHeader(HttpHeaders.REFERER);
        String home = UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .replacePath("/")
                .build()
                .toUriString();
        if (page != null && page.startsWith(home) && !page.startsWith(home + LOGIN.substring(1))) {
            // By its path alone, so that the request after the login is not replaced by one without parameters.
            request.getSession().setAttribute(opened, new SimpleSavedRequest(page.substring(home.length() - 1)));
        }
        response.sendRedirect(LOGIN + "?ended");
    }
}
