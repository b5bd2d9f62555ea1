// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.protection.Masking;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * What an operator does with a dead letter, with a reason: send it again, or treat it as refused by its consumer. A refusal
 * opens an exception, in which a person decides about the records and can undo it. The message itself cannot be called
 * back once it is in its queue.
 */
@Component
public class DeadLetterActions {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterActions.class);
    private static final Messages MESSAGES = Messages.of(DeadLetterActions.class);
    private static final int LONGEST_REASON = 500;

    private final DeadLetters letters;
    private final Acknowledgements acknowledgements;
    private final AuditTrail audit;

    DeadLetterActions(DeadLetters letters, Acknowledgements acknowledgements, AuditTrail audit) {
        this.letters = letters;
        this.acknowledgements = acknowledgements;
        this.audit = audit;
    }

    /**
     * Why nothing was done.
     *
     * @param code the reason, for programs
     * @param text the reason and what to do
     */
    public record Problem(String code, Text text) {

        /** The code of a reason that is missing or too long. */
        public static final String REASON = "MESSAGE-REASON";

        static Problem of(String key, Object... values) {
            return new Problem("MESSAGE-" + key.toUpperCase(Locale.ROOT), MESSAGES.text("dead." + key, values));
        }
    }

    private interface Action {
        Optional<Problem> on(DeadLetters.Dead dead, String reason);
    }

    /**
     * Sends a dead letter to its queue again; it counts as sent.
     *
     * @return why it was not done, empty when it was
     */
    public Optional<Problem> sendAgain(String messageId, String reason, String operator) {
        return act(messageId, reason, (dead, why) -> {
            if (dead.isReplaced()) {
                return Optional.of(Problem.of("replaced"));
            }
            boolean isSent = letters.sendAgain(
                    dead,
                    () -> audit.append(
                            "user:" + operator,
                            "dead-letter.send-again",
                            "message:" + messageId,
                            Map.of("queue", dead.queue(), "reason", why)));
            return isSent ? Optional.empty() : Optional.of(Problem.of("moved"));
        });
    }

    /**
     * Treats a dead letter as refused by its consumer and takes it from the queue of dead letters.
     *
     * @return why it was not done, empty when it was
     */
    public Optional<Problem> refuse(String messageId, String reason, String operator) {
        return act(messageId, reason, (dead, why) -> {
            letters.remove(dead);
            acknowledgements.refusedByOperator(messageId, why, operator);
            return Optional.empty();
        });
    }

    private Optional<Problem> act(String messageId, String reason, Action action) {
        String why = String.valueOf(Masking.freeText(reason)).strip();
        if (VisibleText.isBlank(why) || why.length() > LONGEST_REASON) {
            return Optional.of(Problem.of("reason", LONGEST_REASON));
        }
        try {
            return letters.find(messageId)
                    .map(dead -> action.on(dead, why))
                    .orElseGet(() -> Optional.of(Problem.of("settled")));
        } catch (JmsException e) {
            LOG.warn("The broker did not move a dead letter", e);
            return Optional.of(Problem.of("broker"));
        }
    }
}
