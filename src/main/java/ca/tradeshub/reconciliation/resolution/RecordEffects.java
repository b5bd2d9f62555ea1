// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * What a resolution does to the records of one exception. Records that a rule on the record holds, and records of one key
 * in one file, change their states here. What holds the key of a decision is decided again with the resolution in force;
 * only its rejection changes records.
 */
@Component
class RecordEffects {

    /** With these, records count. */
    private static final Set<ResolutionKind> COUNTING = EnumSet.of(ResolutionKind.ACCEPT, ResolutionKind.USE_VALUE);

    private final ResolvedRecords records;

    RecordEffects(ResolvedRecords records) {
        this.records = records;
    }

    /**
     * Lets resolutions take effect.
     *
     * @return the records whose keys are to be decided again
     */
    Set<RecordAddress> take(List<ResolvedCase> resolved) {
        Set<RecordAddress> changed = new LinkedHashSet<>();
        List<ResolvedCase> onRecords = new ArrayList<>();
        List<ExceptionCase> rejected = new ArrayList<>();
        for (ResolvedCase each : resolved) {
            if (isOfRecords(each.exception())) {
                onRecords.add(each);
            } else if (each.resolution().kind() == ResolutionKind.REJECT) {
                rejected.add(each.exception());
            } else {
                changed.addAll(each.exception().records());
            }
        }
        changed.addAll(takeOnRecords(onRecords));
        changed.addAll(reject(rejected));
        return changed;
    }

    private Set<RecordAddress> reject(List<ExceptionCase> exceptions) {
        Set<RecordAddress> changed = new LinkedHashSet<>();
        changed.addAll(records.rejectWithKey(
                returned(exceptions, exception -> !exception.isOfWithdrawal() && !exception.holdsNothing())));
        changed.addAll(records.rejectPublished(
                returned(exceptions, exception -> !exception.isOfWithdrawal() && exception.holdsNothing())));
        exceptions.stream()
                .filter(ExceptionCase::isOfWithdrawal)
                .forEach(exception -> changed.addAll(rejectDisplacing(exception)));
        return changed;
    }

    /** The records of exceptions, each with the finding with which it is returned. */
    private static List<Findings.Found> returned(List<ExceptionCase> exceptions, Predicate<ExceptionCase> which) {
        return exceptions.stream()
                .filter(which)
                .flatMap(exception ->
                        exception.records().stream().map(record -> new Findings.Found(record, returned(exception))))
                .toList();
    }

    private static Finding returned(ExceptionCase exception) {
        return ResolvedFindings.agreed(rule(exception), Outcome.REJECT, ResolvedFindings.returned(exception.detail()));
    }

    /** Also the records themselves: the records of a withdrawn key are not those that are returned. */
    private Set<RecordAddress> rejectDisplacing(ExceptionCase exception) {
        Set<RecordAddress> changed =
                new LinkedHashSet<>(records.rejectStanding(returned(List.of(exception), each -> true)));
        if (!changed.isEmpty()) {
            changed.addAll(exception.records());
        }
        return changed;
    }

    private Set<RecordAddress> takeOnRecords(List<ResolvedCase> resolved) {
        Map<ResolutionKind, Map<String, List<RecordAddress>>> byKindAndRule = new EnumMap<>(ResolutionKind.class);
        List<ResolvedRecords.Chosen> chosen = new ArrayList<>();
        for (ResolvedCase each : resolved) {
            ResolutionKind kind = each.resolution().kind();
            if (kind == ResolutionKind.USE_VALUE) {
                chosen.add(new ResolvedRecords.Chosen(
                        each.exception().records(),
                        Choices.record(Objects.requireNonNull(each.resolution().chosen(), "a record"))));
            } else {
                byKindAndRule
                        .computeIfAbsent(kind, of -> new TreeMap<>())
                        .computeIfAbsent(rule(each.exception()), of -> new ArrayList<>())
                        .addAll(each.exception().records());
            }
        }
        Set<RecordAddress> changed = new LinkedHashSet<>(records.choose(chosen));
        byKindAndRule.forEach(
                (kind, byRule) -> byRule.forEach((rule, held) -> changed.addAll(settle(kind, rule, held))));
        return changed;
    }

    private Set<RecordAddress> settle(ResolutionKind kind, String rule, List<RecordAddress> held) {
        return switch (kind) {
            case ACCEPT -> records.accept(held, rule);
            case REJECT -> records.reject(held, rule);
            case DONE_OUTSIDE -> records.setAside(held, rule);
            case USE_VALUE, LINK, KEEP_APART, RESEND -> Set.of();
        };
    }

    /**
     * Undoes the effect of a resolution on the exceptions that it settled, unless later data settled them. All of them
     * together: copies of one record in several files take their places when all of them are held again.
     *
     * @return the records whose keys are to be decided again
     */
    Set<RecordAddress> undo(List<ExceptionCase> settled, Resolution resolution) {
        Set<RecordAddress> changed = new LinkedHashSet<>();
        Map<String, List<RecordAddress>> onRecords = new TreeMap<>();
        Map<String, List<RecordAddress>> returned = new TreeMap<>();
        for (ExceptionCase each : settled) {
            if (isOfRecords(each)) {
                onRecords.computeIfAbsent(rule(each), rule -> new ArrayList<>()).addAll(each.records());
            } else if (resolution.kind() == ResolutionKind.REJECT) {
                returned.computeIfAbsent(rule(each), rule -> new ArrayList<>()).addAll(each.records());
            } else {
                changed.addAll(each.records());
            }
        }
        boolean counted = COUNTING.contains(resolution.kind());
        onRecords.forEach((rule, of) -> changed.addAll(records.hold(of, rule, counted)));
        returned.forEach((rule, of) -> changed.addAll(records.restoreWithKey(of, rule)));
        return changed;
    }

    /** Whether the records of an exception are held again for reasons of their own. */
    boolean isHeldByItself(ExceptionCase exception) {
        return isOfRecords(exception) && records.isAnyHeld(exception.records());
    }

    /** Whether an exception is about records, not about the key of a decision. */
    static boolean isOfRecords(ExceptionCase exception) {
        return exception.type() == ExceptionType.DUPLICATE_KEY
                || exception.type() == ExceptionType.RULE_HOLD && exception.isOfRecord();
    }

    private static String rule(ExceptionCase exception) {
        if (exception.type() == ExceptionType.DUPLICATE_KEY) {
            return Findings.REPEATED_KEY;
        }
        String rule = exception.rule();
        return rule == null ? exception.type().name() : rule;
    }
}
