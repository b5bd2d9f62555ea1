// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.typed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user typed into a form that had no effect, and the rows and the action that were chosen: the page of the form
 * shows them again. It may quote personal data, so it
 * is never in an address, it is kept by the session alone, and it is shown once and to its user only.
 *
 * @param typist the user who typed it
 * @param page the path of the form's page
 * @param field the id of the field
 * @param text the text
 * @param selected the values of the chosen rows
 * @param action the chosen action, empty when none was
 */
public record TypedText(String typist, String page, String field, String text, List<String> selected, String action)
        implements Serializable {

    private static final long serialVersionUID = 2L;

    private static final String KEPT = TypedText.class.getName();
    private static final String BULK = "/bulk";
    private static final int LONGEST = 4000;
    private static final int MOST_ROWS = 200;
    private static final Pattern ROW = Pattern.compile("\\d{1,18}:\\d{1,9}");
    private static final Pattern ACTION = Pattern.compile("[A-Za-z_]{0,20}");

    public TypedText {
        selected = List.copyOf(selected);
    }

    /** A text for the response to its own form. */
    public static TypedText of(String field, String text) {
        return of(field, text, List.of(), "");
    }

    /** A text for the response to its own form, with the rows and the action that were chosen. */
    public static TypedText of(String field, String text, List<String> selected, String action) {
        return new TypedText("", "", field, text, selected, action);
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
        List<String> selected = rows(form);
        String action = Objects.requireNonNullElse(form.getParameter("action"), "");
        if (typist != null
                && field != null
                && !(text.isBlank() && selected.isEmpty())
                && text.length() + field.length() <= LONGEST) {
            form.getSession()
                    .setAttribute(
                            KEPT,
                            new TypedText(
                                    typist,
                                    page,
                                    field,
                                    text,
                                    selected,
                                    ACTION.matcher(action).matches() ? action : ""));
        }
    }

    /** The chosen rows of a form, as many as a page has at most. */
    private static List<String> rows(HttpServletRequest form) {
        String[] selected = Objects.requireNonNullElse(form.getParameterValues("selected"), new String[0]);
        return Arrays.stream(selected)
                .filter(value -> ROW.matcher(value).matches())
                .limit(MOST_ROWS)
                .toList();
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

    /** Whether a row was chosen, as it was then: one that has changed since must be read again. */
    public boolean hasChosen(long id, int revision) {
        return selected.contains(id + ":" + revision);
    }

    /** Whether an action was chosen. */
    public boolean isAction(String name) {
        return action.equals(name);
    }
}
