// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases.Type;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a resolution does to the records of one exception. Records that a rule on the record holds, and records of one key
 * in one file, change their states here. What holds the key of a decision is decided again with the resolution in force;
 * only its rejection changes records.
 */
@Component
class RecordEffects {

    private final ResolvedRecords records;

    RecordEffects(ResolvedRecords records) {
        this.records = records;
    }

    /**
     * Lets a resolution take effect.
     *
     * @return the records whose keys are to be decided again
     */
    Set<RecordAddress> take(ExceptionCase exception, Resolution resolution) {
        if (isOfRecords(exception)) {
            return takeOnRecords(exception, resolution);
        }
        return resolution.kind() == ResolutionKind.REJECT ? reject(exception) : Set.copyOf(exception.records());
    }

    private Set<RecordAddress> reject(ExceptionCase exception) {
        Finding returned =
                ResolvedFindings.agreed(rule(exception), Outcome.REJECT, ResolvedFindings.returned(exception.detail()));
        if (exception.isOfWithdrawal()) {
            return rejectDisplacing(exception, returned);
        }
        return exception.holdsNothing()
                ? records.rejectPublished(exception.records(), returned)
                : records.rejectWithKey(exception.records(), returned);
    }

    /** Also the records themselves: the records of a withdrawn key are not those that are returned. */
    private Set<RecordAddress> rejectDisplacing(ExceptionCase exception, Finding returned) {
        Set<RecordAddress> changed = new LinkedHashSet<>(records.rejectStanding(exception.records(), returned));
        if (!changed.isEmpty()) {
            changed.addAll(exception.records());
        }
        return changed;
    }

    private Set<RecordAddress> takeOnRecords(ExceptionCase exception, Resolution resolution) {
        return switch (resolution.kind()) {
            case ACCEPT -> records.accept(exception.records(), rule(exception));
            case REJECT -> records.reject(exception.records(), rule(exception));
            case DONE_OUTSIDE -> records.setAside(exception.records(), rule(exception));
            case USE_VALUE ->
                records.choose(
                        exception.records(), Choices.record(Objects.requireNonNull(resolution.chosen(), "a record")));
            case LINK, KEEP_APART, RESEND -> Set.of();
        };
    }

    /**
     * Undoes the effect of a resolution, unless later data settled the exception.
     *
     * @return the records whose keys are to be decided again
     */
    Set<RecordAddress> undo(ExceptionCase exception, Resolution resolution) {
        if (isOfRecords(exception)) {
            return records.hold(exception.records(), rule(exception), resolution.kind() == ResolutionKind.USE_VALUE);
        }
        return resolution.kind() == ResolutionKind.REJECT
                ? records.restoreWithKey(exception.records(), rule(exception))
                : Set.copyOf(exception.records());
    }

    /** Whether the records of an exception are held again for reasons of their own. */
    boolean isHeldByItself(ExceptionCase exception) {
        return isOfRecords(exception) && records.isAnyHeld(exception.records());
    }

    /** Whether an exception is about records, not about the key of a decision. */
    static boolean isOfRecords(ExceptionCase exception) {
        return exception.type() == Type.DUPLICATE_KEY || exception.type() == Type.RULE_HOLD && exception.isOfRecord();
    }

    private static String rule(ExceptionCase exception) {
        if (exception.type() == Type.DUPLICATE_KEY) {
            return Findings.REPEATED_KEY;
        }
        String rule = exception.rule();
        return rule == null ? exception.type().name() : rule;
    }
}
