// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.reveal;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which records and messages the person of a session has revealed, each until its time is over. A session belongs to one
 * person and ends with the logout.
 */
@Component
public class RevealedValues {

    private static final String ATTRIBUTE = RevealedValues.class.getName();

    private final Clock clock;

    public RevealedValues(Clock clock) {
        this.clock = clock;
    }

    /** Until when the values of a record or message are shown in this session, null when they are not shown now. */
    public @Nullable Instant until(HttpSession session, String id) {
        Instant until = session.getAttribute(ATTRIBUTE) instanceof Times times
                ? times.until().get(id)
                : null;
        return until != null && clock.instant().isBefore(until) ? until : null;
    }

    /**
     * For how many milliseconds they are still shown, so that a page that stays open is masked in time.
     *
     * @param until until when they are shown, read once for all parts of a page; null when they are not
     * @return null when they are not
     */
    public @Nullable Long shownFor(@Nullable Instant until) {
        return until == null
                ? null
                : Math.max(0, Duration.between(clock.instant(), until).toMillis());
    }

    /** Shows the values in this session until a time. */
    public void show(HttpSession session, String id, Instant until) {
        Map<String, Instant> known = new HashMap<>();
        if (session.getAttribute(ATTRIBUTE) instanceof Times times) {
            times.until().forEach((other, end) -> {
                if (clock.instant().isBefore(end)) {
                    known.put(other, end);
                }
            });
        }
        known.put(id, until);
        session.setAttribute(ATTRIBUTE, new Times(known));
    }

    /** Until when each is shown. */
    private record Times(Map<String, Instant> until) implements Serializable {}
}
