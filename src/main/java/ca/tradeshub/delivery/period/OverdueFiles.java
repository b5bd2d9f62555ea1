// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.period;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which files are overdue: a consumer expects a file of a feed in each period, a period has ended with its grace, and none
 * of its files of that feed has taken effect. Periods count from the one in which the first file was received, at most
 * the last twelve.
 */
@Component
public class OverdueFiles {

    private static final String FIRST_FILE =
            "select received_at as first from effective_file order by received_at limit 1";

    /** Looked up day by day: a day has many files. */
    private static final String DAYS_WITH_FILES =
            """
            with recursive day as (
                select e.feed, (select min(f.file_date) from effective_file f
                                 where f.role = 'data' and f.feed = e.feed and f.file_date >= :start) as file_date
                  from unnest(cast(:feeds as text[])) e (feed)
                union all
                select d.feed, (select min(f.file_date) from effective_file f
                                 where f.role = 'data' and f.feed = d.feed and f.file_date > d.file_date)
                  from day d where d.file_date is not null)
            select feed, file_date from day where file_date is not null
            """;

    private static final int MOST_PERIODS = 12;

    private final JdbcClient jdbc;
    private final PeriodSettings settings;
    private final Clock clock;

    OverdueFiles(JdbcClient jdbc, PeriodSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The overdue files of a feed.
     *
     * @param feed the feed
     * @param periods how many ended periods have none
     * @param since when the first of them ended
     */
    public record Overdue(Feed feed, int periods, Instant since) {}

    /** The feeds with overdue files. */
    public List<Overdue> feeds() {
        List<LocalDate> ended = settings.length() == PeriodLength.NONE ? List.of() : endedPeriods();
        if (ended.isEmpty()) {
            return List.of();
        }
        Map<Feed, Set<LocalDate>> come = periodsWithFiles(ended.get(0));
        Set<Feed> expected = EnumSet.noneOf(Feed.class);
        for (OutgoingQueue queue : OutgoingQueue.values()) {
            expected.addAll(settings.expected(queue));
        }
        List<Overdue> overdue = new ArrayList<>();
        for (Feed feed : expected) {
            List<LocalDate> without = ended.stream()
                    .filter(start -> !come.getOrDefault(feed, Set.of()).contains(start))
                    .toList();
            if (!without.isEmpty()) {
                overdue.add(new Overdue(feed, without.size(), endOf(without.get(0))));
            }
        }
        return List.copyOf(overdue);
    }

    /** The first days of the ended periods, the earliest first. */
    private List<LocalDate> endedPeriods() {
        Instant now = clock.instant();
        return jdbc.sql(FIRST_FILE)
                .query((row, number) -> row.getTimestamp("first").toInstant())
                .optional()
                .map(first -> {
                    LocalDate earliest = settings.length().firstDay(LocalDate.ofInstant(first, OntarioTime.ZONE));
                    LocalDate start = settings.length().firstDay(LocalDate.ofInstant(now, OntarioTime.ZONE));
                    List<LocalDate> ended = new ArrayList<>();
                    while (!start.isBefore(earliest) && ended.size() < MOST_PERIODS) {
                        if (!now.isBefore(endOf(start).plus(settings.grace()))) {
                            ended.add(start);
                        }
                        start = settings.length().firstDay(start.minusDays(1));
                    }
                    Collections.reverse(ended);
                    return ended;
                })
                .orElse(List.of());
    }

    private Map<Feed, Set<LocalDate>> periodsWithFiles(LocalDate start) {
        Map<Feed, Set<LocalDate>> come = new EnumMap<>(Feed.class);
        jdbc.sql(DAYS_WITH_FILES)
                .param("start", Date.valueOf(start))
                .param("feeds", Columns.of(List.of(Feed.values()), Feed::wireName, String[]::new))
                .query(row -> {
                    come.computeIfAbsent(Feed.ofWireName(row.getString("feed")), feed -> new HashSet<>())
                            .add(settings.length()
                                    .firstDay(row.getDate("file_date").toLocalDate()));
                });
        return come;
    }

    private Instant endOf(LocalDate start) {
        return settings.length()
                .lastDay(start)
                .plusDays(1)
                .atStartOfDay(OntarioTime.ZONE)
                .toInstant();
    }
}
