// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.SenderResponses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The due responses of one sender, written one after the other by one thread. What they report is read for several at
 * once, shortly before they are written, and they are marked as written together.
 */
public final class ResponseRound {

    /** Records of the files whose reports are in memory at once; a file with more is read alone. */
    private static final long RECORDS_AT_ONCE = 20_000;

    /** How old a report may be when its response is written: a part of the lease, which begins when it is read. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final String sender;
    private final List<SenderResponses.Due> responses;
    private final Set<Long> begun = new HashSet<>();
    private final Map<Long, Prepared> prepared = new HashMap<>();
    private final List<SenderResponses.Written> written = new ArrayList<>();
    private boolean reachable = true;

    /**
     * A response that can be composed.
     *
     * @param due the response, as its lease was renewed
     * @param report what it reports
     * @param at when that was read
     */
    record Prepared(SenderResponses.Due due, FileReport report, Instant at) {}

    ResponseRound(String sender, List<SenderResponses.Due> responses) {
        this.sender = sender;
        this.responses = List.copyOf(responses);
    }

    /** The sender's name. */
    public String sender() {
        return sender;
    }

    /** The responses, the longest waiting first. */
    public List<SenderResponses.Due> responses() {
        return responses;
    }

    /** False once the sender's account could not be reached. */
    boolean isReachable() {
        return reachable;
    }

    void unreachable() {
        reachable = false;
    }

    /** Takes what was prepared for a response; null when nothing was, or not lately. */
    @Nullable
    Prepared take(SenderResponses.Due due, Instant now) {
        begun.add(due.fileId());
        Prepared ready = prepared.remove(due.fileId());
        return ready == null || ready.at().plus(FRESH).isBefore(now) ? null : ready;
    }

    /** The responses to prepare together: this one and those after it that were not begun. */
    List<SenderResponses.Due> next(SenderResponses.Due due) {
        prepared.clear();
        List<SenderResponses.Due> next = new ArrayList<>(List.of(due));
        long records = due.records();
        for (SenderResponses.Due other : responses) {
            if (begun.contains(other.fileId())) {
                continue;
            }
            records += other.records();
            if (records > RECORDS_AT_ONCE) {
                break;
            }
            next.add(other);
        }
        return next;
    }

    void prepare(Map<Long, Prepared> ready) {
        prepared.putAll(ready);
    }

    /** Notes a response as written; returns whether those that were noted must be marked now. */
    boolean isWritten(SenderResponses.Written response) {
        written.add(response);
        return prepared.isEmpty();
    }

    /** Takes the responses that are noted as written. */
    List<SenderResponses.Written> takeWritten() {
        List<SenderResponses.Written> taken = List.copyOf(written);
        written.clear();
        return taken;
    }
}
