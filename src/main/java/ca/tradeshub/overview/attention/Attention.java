// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.attention;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.delivery.period.OverdueFiles;
import ca.tradeshub.ledger.alarm.Alarm;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.overview.Columns;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The work that waits for a person: open exceptions, approvals, records that wait for long, overdue files, stopped work,
 * alarms.
 */
@Component
public class Attention {

    /** A claim that several exceptions hold back has one credit. */
    private static final String EXCEPTIONS =
            """
            select kind, part, sum(number) as number, sum(credit) as credit, sum(wages) as wages, min(oldest) as oldest
              from (select case when state = 'OPEN' then 'EXCEPTIONS' else 'APPROVALS' end as kind,
                           case when state = 'OPEN' then type end as part, count(*) as number,
                           max(amount) filter (where amount_of = 'CREDIT') as credit,
                           sum(amount) filter (where amount_of = 'WAGES') as wages, min(opened_at) as oldest
                      from exception_status where state <> 'CLOSED'
                     group by 1, 2, stable_subject) s
             group by kind, part
            """;

    /** Records that wait are summed up by the files that have some, rejected ones by their totals. */
    private static final String RECORDS =
            """
            select 'PENDING' as kind, s.feed as part, sum(d.records) as number, null as credit,
                   case when s.feed = :payroll then sum(d.amount) end as wages, min(s.received_at) as oldest
              from file_with_state s
              cross join lateral (
                select sum(records) as records, sum(amount) as amount
                  from balance_delta where file_id = s.file_id and state = s.state) d
             where s.state = 'PENDING' and s.received_at < :halfOfLimit
             group by s.feed
            union all
            select 'REJECTED', t.name, sum(t.number), null, case when t.name = :payroll then sum(t.amount) end,
                   (select min(s.received_at) from file_with_state s where s.state = 'REJECTED' and s.feed = t.name)
              from ledger_total t
             where t.of = 'RECORDS' and t.part = 'REJECTED'
             group by t.name having sum(t.number) > 0
            """;

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final Parking parking;
    private final OverdueFiles overdue;
    private final ReconciliationSettings settings;
    private final Clock clock;

    Attention(
            JdbcClient jdbc,
            Alarms alarms,
            Parking parking,
            OverdueFiles overdue,
            ReconciliationSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.parking = parking;
        this.overdue = overdue;
        this.settings = settings;
        this.clock = clock;
    }

    /** What needs attention, the most money first, then the longest wait. */
    public List<AttentionItem> items() {
        List<AttentionItem> items = new ArrayList<>();
        items.addAll(jdbc.sql(EXCEPTIONS).query(Attention::item).list());
        items.addAll(jdbc.sql(RECORDS)
                .param("payroll", Feed.PAYROLL.wireName())
                .param(
                        "halfOfLimit",
                        Timestamp.from(clock.instant()
                                .minus(settings.counterpartLimit().dividedBy(2))))
                .query(Attention::item)
                .list());
        overdue.feeds()
                .forEach(each -> items.add(new AttentionItem(
                        AttentionItem.Kind.OVERDUE, each.feed().wireName(), each.periods(), null, null, each.since())));
        stopped(items);
        alarms(items);
        items.sort(AttentionItem.MOST_MONEY_FIRST);
        return List.copyOf(items);
    }

    private void stopped(List<AttentionItem> items) {
        List<ParkedWork> stopped = parking.open();
        stopped.stream()
                .map(ParkedWork::parkedAt)
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> items.add(
                        new AttentionItem(AttentionItem.Kind.STOPPED, null, stopped.size(), null, null, oldest)));
    }

    /** The alarm that work is stopped is the item of the stopped work. */
    private void alarms(List<AttentionItem> items) {
        Map<AlarmCode, AttentionItem> byCode = new EnumMap<>(AlarmCode.class);
        for (Alarm alarm : alarms.open()) {
            if (alarm.code() != AlarmCode.WORK_PARKED) {
                byCode.merge(
                        alarm.code(),
                        new AttentionItem(
                                AttentionItem.Kind.ALARMS, alarm.code().name(), 1, null, null, alarm.openedAt()),
                        Attention::together);
            }
        }
        items.addAll(byCode.values());
    }

    private static AttentionItem together(AttentionItem one, AttentionItem other) {
        return new AttentionItem(
                one.kind(), one.part(), one.count() + other.count(), null, null, earlier(one.oldest(), other.oldest()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    private static AttentionItem item(ResultSet row, int number) throws SQLException {
        return new AttentionItem(
                AttentionItem.Kind.valueOf(row.getString("kind")),
                row.getString("part"),
                row.getLong("number"),
                row.getBigDecimal("credit"),
                row.getBigDecimal("wages"),
                Columns.instant(row, "oldest"));
    }
}
