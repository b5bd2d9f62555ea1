// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.Message;
import ca.tradeshub.exceptions.ResolutionEffects.Preview;
import ca.tradeshub.exceptions.ResolutionEffects.Records;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.effect.Decisions;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a resolution would do: its effect on the records and the decisions that would follow, computed as they would be and
 * rolled back.
 */
@Component
class ResolutionPreview {

    private static final Messages MESSAGES = Messages.of(ResolutionPreview.class);

    /** The records and the other versions of their keys. */
    private static final String STATES_OF_KEYS =
            """
            select r.file_id, r.line, r.feed, r.state, r.in_force, coalesce(r.amount, 0) as amount
              from (select distinct feed, record_key
                      from record
                      join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                        using (file_id, line)) k
              join record_status r on r.feed = k.feed and r.record_key = k.record_key
            """;

    private static final String CREDIT_OF =
            "select cast(body::json #>> '{computation,credit}' as numeric) as credit from message where message_id = :id";

    private final JdbcClient jdbc;
    private final ConcernedCases cases;
    private final Resolutions resolutions;
    private final RecordEffects effects;
    private final ResolvedRecords records;
    private final PreviewedDecisions decisions;
    private final TransactionTemplate rolledBack;
    private final Clock clock;

    ResolutionPreview(
            JdbcClient jdbc,
            ConcernedCases cases,
            Resolutions resolutions,
            RecordEffects effects,
            ResolvedRecords records,
            PreviewedDecisions decisions,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.resolutions = resolutions;
        this.effects = effects;
        this.records = records;
        this.decisions = decisions;
        this.rolledBack = new TransactionTemplate(transactions);
        this.rolledBack.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** What a resolution of a kind would do. */
    Preview of(ExceptionCase exception, ResolutionKind kind, @Nullable String chosen) {
        Resolution assumed = Resolution.assumed(exception, kind, chosen, clock.instant());
        return rolledBack.execute(status -> {
            status.setRollbackOnly();
            return compute(exception, assumed);
        });
    }

    /**
     * Whether the end of a resolution releases a message of the tax credit, with what its undoing changes and marks in the
     * preview.
     */
    boolean isReleasedBy(ExceptionCase exception, Resolution ended, Runnable undoing) {
        return Boolean.TRUE.equals(rolledBack.execute(status -> {
            status.setRollbackOnly();
            records.lock(exception.records());
            resolutions.end(ended.id(), Resolution.HUB, "previewed");
            AffectedKeys.createPreview(jdbc);
            undoing.run();
            return !decisions.with(List.of()).releasedClaims().isEmpty();
        }));
    }

    private Preview compute(ExceptionCase exception, Resolution assumed) {
        List<ResolvedCase> concerned = cases.concerned(List.of(new ResolvedCase(exception, assumed)));
        List<RecordAddress> held = ConcernedCases.records(concerned);
        records.lock(held);
        Map<RecordAddress, Status> before = statuses(held);
        Set<RecordAddress> changed = effects.take(concerned);
        Map<RecordAddress, Status> after = new HashMap<>(before);
        after.putAll(statuses(held));
        if (changed.isEmpty() && exception.isOfWithdrawal()) {
            return new Preview(MESSAGES.text("nothing-to-return"), List.of(), List.of(), false);
        }
        AffectedKeys.createPreview(jdbc);
        records.mark(changed, AffectedKeys.Target.PREVIEW_KEY);
        PreviewedDecisions.Result decided =
                decisions.with(List.of(assumed), changing -> statuses(changing).forEach((record, status) -> {
                    before.putIfAbsent(record, status);
                    after.put(record, status);
                }));
        boolean isStillHeld = !decided.notSettling().isEmpty();
        for (Decisions.PreviewedMove move : decided.previewed().moves()) {
            statuses(move.records()).forEach((record, status) -> {
                before.putIfAbsent(record, status);
                after.putIfAbsent(record, status);
            });
            move.records().forEach(record -> after.computeIfPresent(record, (of, status) -> status.moved(move)));
        }
        return new Preview(
                isStillHeld ? MESSAGES.text("still-held") : null,
                isStillHeld
                        ? List.of()
                        : decided.previewed().messages().stream()
                                .map(this::message)
                                .toList(),
                isStillHeld ? List.of() : changes(before, after),
                !isStillHeld && !decided.releasedClaims().isEmpty());
    }

    /**
     * The state of a record.
     *
     * @param inForce whether the message in force for its claim is based on it
     * @param wages its gross wages, null for other records
     */
    private record Status(RecordState state, boolean inForce, @Nullable BigDecimal wages) {

        Status moved(Decisions.PreviewedMove move) {
            if (!move.from().contains(state)) {
                return this;
            }
            RecordState to = inForce && move.to() == RecordState.PENDING ? RecordState.DELIVERED : move.to();
            return new Status(to, inForce, wages);
        }
    }

    private Map<RecordAddress, Status> statuses(Collection<RecordAddress> of) {
        Map<RecordAddress, Status> statuses = new HashMap<>();
        jdbc.sql(STATES_OF_KEYS).params(RecordAddress.columns(of)).query(row -> {
            statuses.put(
                    RecordAddress.of(row),
                    new Status(
                            RecordState.valueOf(row.getString("state")),
                            row.getBoolean("in_force"),
                            row.getString("feed").equals("P") ? row.getBigDecimal("amount") : null));
        });
        return statuses;
    }

    private Message message(Decisions.PreviewedMessage message) {
        return new Message(
                message.queue().queueName(),
                message.recordKey(),
                message.kind().name(),
                message.before() == null ? null : creditOf(message.before()),
                message.statement() instanceof ClaimContent claim
                                && claim.assessment().computation() != null
                        ? claim.assessment().computation().credit().amount()
                        : null);
    }

    private @Nullable BigDecimal creditOf(String messageId) {
        List<BigDecimal> credits = new ArrayList<>();
        jdbc.sql(CREDIT_OF).param("id", messageId).query(row -> {
            credits.add(row.getBigDecimal("credit"));
        });
        return credits.isEmpty() ? null : credits.get(0);
    }

    private static List<Records> changes(Map<RecordAddress, Status> before, Map<RecordAddress, Status> after) {
        Map<RecordState, List<Status>> byState = new EnumMap<>(RecordState.class);
        after.forEach((record, status) -> {
            Status old = before.get(record);
            if (old == null || old.state() != status.state()) {
                byState.computeIfAbsent(status.state(), key -> new ArrayList<>())
                        .add(status);
            }
        });
        return byState.entrySet().stream()
                .map(each -> new Records(each.getKey(), each.getValue().size(), wages(each.getValue())))
                .toList();
    }

    private static @Nullable BigDecimal wages(List<Status> of) {
        return of.stream()
                .map(Status::wages)
                .filter(wages -> wages != null)
                .reduce(BigDecimal::add)
                .orElse(null);
    }
}
