package ca.tradeshub.intake;

import ca.tradeshub.ledger.Answers;
import java.util.List;

/**
 * The answers one sender is owed, written one after the other by one thread.
 *
 * <p>When its account cannot be reached the rest of the round is left out, since each further attempt would wait as long
 * as the first.
 */
public final class AnswerRound {

    private final String sender;
    private final List<Answers.Due> answers;
    private volatile boolean isReachable = true;

    AnswerRound(String sender, List<Answers.Due> answers) {
        this.sender = sender;
        this.answers = List.copyOf(answers);
    }

    /** The sender, who gets them. */
    public String getSender() {
        return sender;
    }

    /** The answers, the longest waiting first. */
    public List<Answers.Due> getAnswers() {
        return answers;
    }

    /** Whether nothing is known against the sender's account. */
    public boolean isReachable() {
        return isReachable;
    }

    void leaveOutTheRest() {
        isReachable = false;
    }
}
