// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.typed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user typed into a form that had no effect: the page of the form shows it again. It may quote personal data, so it
 * is never in an address, it is kept by the session alone, and it is shown once and to its user only.
 *
 * @param typist the user who typed it
 * @param page the path of the form's page
 * @param field the id of the field
 * @param text the text
 */
public record TypedText(String typist, String page, String field, String text) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String KEPT = TypedText.class.getName();
    private static final String BULK = "/bulk";
    private static final int LONGEST = 4000;

    /** A text for the response to its own form. */
    public static TypedText of(String field, String text) {
        return new TypedText("", "", field, text);
    }

    /**
     * Keeps the text of a form that was sent without a session, for the session that follows. Only forms that name their
     * user and their field are kept.
     *
     * @param page the path of the form's page, at this hub
     */
    public static void keep(HttpServletRequest form, String page) {
        String typist = form.getParameter("typist");
        String field = form.getParameter("field");
        String text = Stream.of("reason", "note", "text")
                .map(form::getParameter)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        if (typist != null && field != null && !text.isBlank() && text.length() + field.length() <= LONGEST) {
            form.getSession().setAttribute(KEPT, new TypedText(typist, page, field, text));
        }
    }

    /** Takes the text out of the session for the page of its form; null for other pages and other users. */
    static @Nullable TypedText take(HttpServletRequest page) {
        HttpSession session = page.getSession(false);
        Object kept = session == null ? null : session.getAttribute(KEPT);
        if (session == null || !(kept instanceof TypedText typed) || !typed.isOf(page.getRequestURI())) {
            return null;
        }
        session.removeAttribute(KEPT);
        return typed.typist().equals(page.getRemoteUser()) ? typed : null;
    }

    /** What is done to a selection is shown at an address that leads back to its list. */
    private boolean isOf(String path) {
        return page.equals(path) || page.startsWith(path + BULK);
    }

    /** The text for a field; null for another field. */
    public @Nullable String in(String id) {
        return field.equals(id) ? text : null;
    }
}
