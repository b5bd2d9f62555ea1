// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives records the states that persons decide, and back, in the caller's transaction: the records move with their
 * balance, the versions of their keys take their places again, and the keys are decided again.
 */
@Component
public class ResolvedRecords {

    private static final String TAKE_LOCKS =
            """
            select %s from (
                select distinct case r.feed when 'R' then 'registrations' when 'C' then 'certificates' else 'payroll' end
                       || '/' || case when r.feed = 'P' then left(r.record_key, 9) else '' end as keys
                  from record r
                  join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                    using (file_id, line) order by 1) locks
            """
                    .formatted(AdvisoryLock.APPLY.taking("keys"));

    private static final String RECORDS =
            """
            select r.file_id, r.line, r.feed, r.record_key, r.state, r.rule, r.held_with, r.content
              from record r
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
             order by r.file_id, r.line
            """;

    /** Of each record the first of the rules that still hold it. */
    private static final String OTHER_HOLDS =
            """
            select distinct on (f.file_id, f.line) f.file_id, f.line, f.rule, f.message_en, f.message_fr
              from finding f
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
             where f.outcome = 'hold' and f.decided_key is null and f.rule <> :resolved
             order by f.file_id, f.line, f.rule collate "C", f.message_en collate "C"
            """;

    private static final String RETURNED =
            """
            select distinct file_id, line
              from finding
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
             where rule = :rule and outcome = 'reject' and decided_key is null
            """;

    /** The states of a record that counts, or was returned, or was set aside: not one that newer data displaced. */
    private static final Set<RecordState> NOT_SUPERSEDED = EnumSet.complementOf(EnumSet.of(RecordState.SUPERSEDED));

    private static final Set<RecordState> PUBLISHED = EnumSet.of(RecordState.PENDING, RecordState.DELIVERED);

    private final JdbcClient jdbc;
    private final RecordLedger ledger;
    private final RecordStates states;
    private final KeyPlacement placement;
    private final Findings findings;
    private final ExceptionCases exceptions;
    private final AffectedKeys keys;
    private final Clock clock;

    ResolvedRecords(
            JdbcClient jdbc,
            RecordLedger ledger,
            RecordStates states,
            KeyPlacement placement,
            Findings findings,
            ExceptionCases exceptions,
            AffectedKeys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.states = states;
        this.placement = placement;
        this.findings = findings;
        this.exceptions = exceptions;
        this.keys = keys;
        this.clock = clock;
    }

    /** A record as it is stored. */
    private record Stored(
            RecordAddress address,
            Feed feed,
            @Nullable String recordKey,
            RecordState state,
            @Nullable String rule,
            @Nullable String heldWith,
            byte @Nullable [] content) {

        boolean isHeldBy(String by) {
            return state == RecordState.HELD && heldWith == null && by.equals(rule);
        }
    }

    /** Keeps files from taking effect that have records of the same keys, and locks the files of the records. */
    public void lock(Collection<RecordAddress> records) {
        jdbc.sql(TAKE_LOCKS).params(RecordAddress.columns(records)).query(row -> {});
        states.lock(records.stream().map(RecordAddress::fileId).distinct().toList());
    }

    /**
     * Accepts records that a rule holds: they count again, unless another rule holds them too.
     *
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> accept(Collection<RecordAddress> records, String rule) {
        return release(heldBy(records, rule), rule, ResolvedFindings.ACCEPTED);
    }

    private Set<RecordAddress> release(List<Stored> held, String rule, Text sentence) {
        List<RecordAddress> addresses = addresses(held);
        findings.resolve(addresses, rule, Outcome.WARN, sentence);
        List<ExceptionCases.RuleHold> others = jdbc.sql(OTHER_HOLDS)
                .params(RecordAddress.columns(addresses))
                .param("resolved", rule)
                .query((row, number) -> new ExceptionCases.RuleHold(
                        RecordAddress.of(row),
                        row.getString("rule"),
                        new Text(row.getString("message_en"), row.getString("message_fr"))))
                .list();
        Map<String, List<RecordAddress>> byRule = others.stream()
                .collect(Collectors.groupingBy(
                        ExceptionCases.RuleHold::rule,
                        TreeMap::new,
                        Collectors.mapping(ExceptionCases.RuleHold::record, Collectors.toList())));
        byRule.forEach((other, of) -> states.move(of, EnumSet.of(RecordState.HELD), RecordState.HELD, other, null));
        exceptions.openRuleHolds(others);
        Set<RecordAddress> stillHeld =
                others.stream().map(ExceptionCases.RuleHold::record).collect(Collectors.toSet());
        return change(
                held.stream()
                        .filter(each -> !stillHeld.contains(each.address()))
                        .toList(),
                new RecordLedger.Move(EnumSet.of(RecordState.HELD), RecordState.PENDING, null, null));
    }

    /**
     * Returns records that a rule holds to their sender.
     *
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> reject(Collection<RecordAddress> records, String rule) {
        List<Stored> held = heldBy(records, rule);
        findings.resolve(addresses(held), rule, Outcome.REJECT, ResolvedFindings.RETURNED);
        return change(held, new RecordLedger.Move(EnumSet.of(RecordState.HELD), RecordState.REJECTED, rule, null));
    }

    /**
     * Sets records that a rule holds aside: a person completed outside the hub what they are about.
     *
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> setAside(Collection<RecordAddress> records, String rule) {
        List<Stored> held = heldBy(records, rule);
        findings.resolve(addresses(held), rule, Outcome.INFO, ResolvedFindings.OUTSIDE);
        return change(
                held,
                new RecordLedger.Move(
                        EnumSet.of(RecordState.HELD),
                        RecordState.OUT_OF_SCOPE,
                        ResolvedFindings.DONE_OUTSIDE,
                        null,
                        true));
    }

    /**
     * The records of one key of one file, which are held, and the one that is to count.
     *
     * @param records the records of the key in one file
     * @param chosen a record with the content that a person chose, in this file or another
     */
    public record Chosen(List<RecordAddress> records, RecordAddress chosen) {

        public Chosen {
            records = List.copyOf(records);
        }
    }

    /**
     * Lets one of several records of each key count, and supersedes the others.
     *
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> choose(List<Chosen> choices) {
        Map<RecordAddress, Stored> held = byAddress(
                heldBy(choices.stream().flatMap(each -> each.records().stream()).toList(), Findings.REPEATED_KEY));
        Map<RecordAddress, Stored> contents =
                byAddress(stored(choices.stream().map(Chosen::chosen).distinct().toList()));
        List<Stored> counting = new ArrayList<>();
        List<RecordAddress> others = new ArrayList<>();
        for (Chosen choice : choices) {
            Stored content = contents.get(choice.chosen());
            List<Stored> ofKey = choice.records().stream()
                    .map(held::get)
                    .filter(Objects::nonNull)
                    .toList();
            Stored same = ofKey.stream()
                    .filter(each -> content != null && Arrays.equals(each.content(), content.content()))
                    .findFirst()
                    .orElse(null);
            if (same != null) {
                counting.add(same);
                ofKey.stream()
                        .map(Stored::address)
                        .filter(each -> !each.equals(same.address()))
                        .forEach(others::add);
            }
        }
        findings.resolve(others, Findings.REPEATED_KEY, Outcome.INFO, ResolvedFindings.SET_BACK);
        states.move(others, EnumSet.of(RecordState.HELD), RecordState.SUPERSEDED, null, null);
        return release(counting, Findings.REPEATED_KEY, ResolvedFindings.CHOSEN);
    }

    private static Map<RecordAddress, Stored> byAddress(List<Stored> records) {
        return records.stream().collect(Collectors.toMap(Stored::address, each -> each));
    }

    /**
     * Returns records to their sender that are held with their key.
     *
     * @param returned the records, each with why it is returned
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> rejectWithKey(List<Findings.Found> returned) {
        return reject(
                returned,
                EnumSet.of(RecordState.HELD),
                each -> each.state() == RecordState.HELD && each.heldWith() != null);
    }

    /**
     * Returns records to their sender that count, whatever for: older versions of their keys count again.
     *
     * @param returned the records, each with why it is returned
     * @return the records whose keys are to be decided again, empty without a record that counts
     */
    public Set<RecordAddress> rejectStanding(List<Findings.Found> returned) {
        return reject(returned, RecordState.STANDING, each -> RecordState.STANDING.contains(each.state()));
    }

    /**
     * Returns records to their sender that are published or wait for it.
     *
     * @param returned the records, each with why it is returned
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> rejectPublished(List<Findings.Found> returned) {
        return reject(returned, PUBLISHED, each -> PUBLISHED.contains(each.state()));
    }

    private Set<RecordAddress> reject(List<Findings.Found> returned, Set<RecordState> from, Predicate<Stored> which) {
        Map<RecordAddress, Stored> records = byAddress(
                stored(returned.stream().map(Findings.Found::address).distinct().toList()).stream()
                        .filter(which)
                        .toList());
        List<Findings.Found> found = returned.stream()
                .filter(each -> records.containsKey(each.address()))
                .toList();
        findings.add(found);
        Map<String, List<Stored>> byRule = new TreeMap<>();
        Set<RecordAddress> once = new HashSet<>();
        found.stream().filter(each -> once.add(each.address())).forEach(each -> byRule.computeIfAbsent(
                        each.finding().rule(), rule -> new ArrayList<>())
                .add(Objects.requireNonNull(records.get(each.address()))));
        Set<RecordAddress> changed = new LinkedHashSet<>();
        byRule.forEach((rule, of) ->
                changed.addAll(change(of, new RecordLedger.Move(from, RecordState.REJECTED, rule, null))));
        return changed;
    }

    /**
     * Lets records count again that {@link #rejectWithKey} or {@link #rejectPublished} returned, so that their key is
     * decided as before. One that newer data superseded since stays so, and counts when the newer one counts no longer.
     *
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> restoreWithKey(Collection<RecordAddress> records, String rule) {
        Set<RecordAddress> returned = new HashSet<>(jdbc.sql(RETURNED)
                .params(RecordAddress.columns(records))
                .param("rule", rule)
                .query((row, number) -> RecordAddress.of(row))
                .list());
        List<Stored> stored = stored(records);
        List<Stored> rejected = stored.stream()
                .filter(each -> each.state() == RecordState.REJECTED && rule.equals(each.rule()))
                .toList();
        List<RecordAddress> superseded = stored.stream()
                .filter(each -> each.state() == RecordState.SUPERSEDED)
                .map(Stored::address)
                .filter(returned::contains)
                .toList();
        findings.removeRejections(superseded);
        ledger.withholdNoLonger(superseded);
        findings.removeRejections(addresses(rejected));
        return change(
                rejected, new RecordLedger.Move(EnumSet.of(RecordState.REJECTED), RecordState.PENDING, null, null));
    }

    /**
     * Holds records again that a person had accepted, returned, set aside or chosen, unless newer data displace them or a
     * person returned them for another rule. Of the rules that hold a record one has an open exception: this one again.
     *
     * @param withDisplaced whether the records count with the resolution: without it, one that another of them superseded
     *     must not count in its place. Those that newer data supersede are superseded again
     * @return the records whose keys are to be decided again
     */
    public Set<RecordAddress> hold(Collection<RecordAddress> records, String rule, boolean withDisplaced) {
        EnumSet<RecordState> from = EnumSet.copyOf(NOT_SUPERSEDED);
        if (withDisplaced) {
            from.add(RecordState.SUPERSEDED);
        }
        findings.unresolve(
                records,
                rule,
                List.of(
                        ResolvedFindings.ACCEPTED,
                        ResolvedFindings.RETURNED,
                        ResolvedFindings.OUTSIDE,
                        ResolvedFindings.CHOSEN,
                        ResolvedFindings.SET_BACK));
        List<Stored> held = stored(records).stream()
                .filter(each -> each.state() != RecordState.REJECTED || rule.equals(each.rule()))
                .toList();
        exceptions.closeRuleHolds(addresses(held));
        return change(held, new RecordLedger.Move(from, RecordState.HELD, rule, null));
    }

    /** Marks the keys of records to be decided again. */
    public void mark(Collection<RecordAddress> records) {
        mark(records, AffectedKeys.Target.DIRTY_KEY);
    }

    /** Marks the keys of records to be decided again, or to be decided in a preview. */
    public void mark(Collection<RecordAddress> records, AffectedKeys.Target target) {
        Map<Feed, List<RecordAddress>> byFeed = stored(records).stream()
                .collect(Collectors.groupingBy(
                        Stored::feed, TreeMap::new, Collectors.mapping(Stored::address, Collectors.toList())));
        byFeed.forEach((feed, of) -> keys.markOfRecords(feed, of, target, false));
    }

    /** Marks the claims of the taxpayers of claims, which may read the same control files. */
    public void markOfSameTaxpayers(Collection<String> claimKeys, AffectedKeys.Target target) {
        keys.markOfSameTaxpayers(claimKeys, target);
    }

    /** Whether any of the records is held. */
    public boolean isAnyHeld(Collection<RecordAddress> records) {
        return stored(records).stream().anyMatch(each -> each.state() == RecordState.HELD);
    }

    private Set<RecordAddress> change(List<Stored> records, RecordLedger.Move move) {
        Set<RecordAddress> changed = new LinkedHashSet<>(addresses(records));
        states.move(changed, move);
        Map<Feed, Set<String>> byFeed = records.stream()
                .filter(each -> each.recordKey() != null)
                .collect(Collectors.groupingBy(
                        Stored::feed, TreeMap::new, Collectors.mapping(Stored::recordKey, Collectors.toSet())));
        byFeed.forEach((feed, of) -> changed.addAll(placement.place(feed, of, clock.instant())));
        return changed;
    }

    private List<Stored> heldBy(Collection<RecordAddress> records, String rule) {
        return stored(records).stream().filter(each -> each.isHeldBy(rule)).toList();
    }

    private List<Stored> stored(Collection<RecordAddress> records) {
        return records.isEmpty()
                ? List.of()
                : jdbc.sql(RECORDS)
                        .params(RecordAddress.columns(records))
                        .query((row, number) -> new Stored(
                                RecordAddress.of(row),
                                Feed.ofLetter(row.getString("feed")),
                                row.getString("record_key"),
                                RecordState.valueOf(row.getString("state")),
                                row.getString("rule"),
                                row.getString("held_with"),
                                row.getBytes("content")))
                        .list();
    }

    private static List<RecordAddress> addresses(List<Stored> records) {
        return records.stream().map(Stored::address).toList();
    }
}
