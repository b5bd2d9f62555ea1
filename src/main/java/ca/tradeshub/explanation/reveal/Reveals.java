// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation.reveal;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.protection.Masking;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets one person see the personal values of one record or message for minutes. The audit holds who, what, why and until
 * when before anything is shown.
 */
@Component
public class Reveals {

    /** How long the values are shown. */
    public static final Duration SHOWN = Duration.ofMinutes(10);

    /** Most characters of a reason. */
    public static final int LONGEST_REASON = 500;

    private final AuditTrail audit;
    private final Clock clock;

    Reveals(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Notes that a person reveals the values of a record or message.
     *
     * @param id {@code <file>:<line>} or a message id
     * @param user who is logged in
     * @param reason why; numbers of persons in it are masked
     * @return until when the values are shown
     * @throws IllegalArgumentException when the reason is blank or longer than 500 characters
     */
    @Transactional
    public Instant reveal(String id, String user, String reason) {
        String why = String.valueOf(Masking.freeText(reason)).strip();
        if (VisibleText.isBlank(why) || why.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("A reason has 1 to " + LONGEST_REASON + " characters");
        }
        Instant until = clock.instant().plus(SHOWN);
        audit.append(user, "reveal", id, Map.of("reason", why, "until", until.toString()));
        return until;
    }
}
