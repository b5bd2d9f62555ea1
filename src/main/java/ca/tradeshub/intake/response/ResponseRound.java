package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.SenderResponses;
import java.util.List;

/**
 * The answers one sender is owed, written one after the other by one thread.
 *
 * <p>When its account cannot be reached the rest of the round is left out, since each further attempt would wait as long
 * as the first.
 */
public final class ResponseRound {

    private final String sender;
    private final List<SenderResponses.Due> responses;
    private volatile boolean isReachable = true;

    ResponseRound(String sender, List<SenderResponses.Due> responses) {
        this.sender = sender;
        this.responses = List.copyOf(responses);
    }

    /** The sender, who gets them. */
    public String getSender() {
        return sender;
    }

    /** The answers, the longest waiting first. */
    public List<SenderResponses.Due> getAnswers() {
        return responses;
    }

    /** Whether nothing is known against the sender's account. */
    public boolean isReachable() {
        return isReachable;
    }

    void leaveOutTheRest() {
        isReachable = false;
    }
}
