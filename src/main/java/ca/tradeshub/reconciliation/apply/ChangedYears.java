// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.reconciliation.records.StatedYears;
import ca.tradeshub.reconciliation.records.States;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The employers' years that claims read otherwise than before, because a control file counts now or counts no more. It
 * compares what the files state with each other before and after, so that a file that changes nothing for other claims
 * has none decided again.
 */
@Component
class ChangedYears {

    /**
     * Those of the files that take effect whose employer's year other claims may read otherwise. Most files of a year change
     * nothing for other claims: another file that counts states the same, and no file of an overlapping year differs.
     * Files that take effect together do not count for one another here.
     */
    private static final String WITH_NEWS =
            """
            select n.file_id
              from employer_year n
              left join lateral (
                   select bool_and(o.content::jsonb = n.content::jsonb)
                          and bool_or((select %s from employer_year e where e.file_id = o.file_id)) as is_known
                     from employer_year o
                          %s
                    where o.business_number = n.business_number
                      and o.file_id <> all(:files)
                      and o.year_start <= n.year_end and o.year_end >= n.year_start) k on true
             where n.file_id = any(:files) and not coalesce(k.is_known, false)
            """
                    .formatted(StatedYears.COUNTS, EffectiveFiles.of("o"));

    /**
     * The files of lines of which no other line counts: whether their control files count depends on these lines. OFFSET 0
     * and the order make the planner look up the file's first line that counts.
     */
    private static final String DEPENDING =
            """
            select c.file_id from (select distinct file_id from %1$s) c
             where not exists (select 1 from pay_line p %2$s
                                where p.file_id = c.file_id and %3$s
                                  and not exists (select from %1$s x where x.file_id = p.file_id and x.line = p.line)
                                order by p.line offset 0)
            """;

    /**
     * All files of the taxpayers of some files, newest first, those that take effect in this transaction among them. OFFSET 0
     * makes the planner look up the taxpayers.
     */
    private static final String STATED =
            """
            select e.file_id, e.business_number, e.content, %s as counts
              from (select distinct left(business_number, 9) as bn9 from employer_year where file_id = any(:files)) t
             cross join lateral (
                   select * from employer_year
                    where business_number between t.bn9 and t.bn9 || 'ZZZZZZ' offset 0) e
              join file f on f.id = e.file_id
             where e.file_id = any(:taking) or exists (select from effective_file where id = e.file_id)
             order by e.file_order desc, f.sender collate "C" desc, e.file_id desc
            """;

    private final JdbcClient jdbc;
    private final CanonicalJson json;

    ChangedYears(JdbcClient jdbc, CanonicalJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The year of an account. */
    record AccountYear(String account, String yearEnd) implements Comparable<AccountYear> {

        static AccountYear of(EmployerYear year) {
            return new AccountYear(
                    year.businessNumber().value(), year.taxationYear().end().toString());
        }

        @Override
        public int compareTo(AccountYear other) {
            int byAccount = account.compareTo(other.account);
            return byAccount == 0 ? yearEnd.compareTo(other.yearEnd) : byAccount;
        }
    }

    /**
     * A control file that took effect.
     *
     * @param before whether it counted before
     * @param now whether it counts now
     */
    record Stated(EmployerYear year, boolean before, boolean now) {}

    /** The years that files change when they take effect together and replace no line of another file. */
    Set<AccountYear> of(Collection<Long> files) {
        List<Long> news = jdbc.sql(WITH_NEWS)
                .param("files", files.toArray(Long[]::new))
                .query(Long.class)
                .list();
        return news.isEmpty() ? Set.of() : compare(stated(news, files, Set.of(), States.OWN));
    }

    /** The years that a file changes when it takes effect and replaces lines of others. */
    Set<AccountYear> of(long file, RecordTable replaced) {
        Set<Long> depending = depending(replaced, States.OWN);
        if (depending.isEmpty()) {
            return of(List.of(file));
        }
        Set<Long> concerned = new HashSet<>(depending);
        concerned.add(file);
        return compare(stated(concerned, List.of(file), depending, States.OWN));
    }

    /**
     * The years that change because lines count now or count no more.
     *
     * @param states the states that the lines have now
     */
    Set<AccountYear> ofLines(RecordTable changed, States states) {
        Set<Long> depending = depending(changed, states);
        return depending.isEmpty() ? Set.of() : compare(stated(depending, List.of(), depending, states));
    }

    private Set<Long> depending(RecordTable changed, States states) {
        return jdbc.sql(DEPENDING.formatted(changed.name(), states.of("p").join(), StatedYears.lineCounts(states)))
                .query(Long.class)
                .set();
    }

    /**
     * @param of files of the taxpayers
     * @param taking the files that take effect, which did not count before
     * @param turned the files that count now if they did not count before, and the other way round
     */
    private List<Stated> stated(Collection<Long> of, Collection<Long> taking, Set<Long> turned, States states) {
        return jdbc.sql(STATED.formatted(StatedYears.counts(states)))
                .param("files", of.toArray(Long[]::new))
                .param("taking", taking.toArray(Long[]::new))
                .query((row, number) -> {
                    long file = row.getLong("file_id");
                    boolean counts = row.getBoolean("counts");
                    return new Stated(
                            json.read(row.getString("content"), EmployerYear.class),
                            !taking.contains(file) && counts != turned.contains(file),
                            counts);
                })
                .list();
    }

    /**
     * The years of which claims read something else than before.
     *
     * @param stated the control files of whole taxpayers, newest first
     */
    static Set<AccountYear> compare(List<Stated> stated) {
        StatedYears before = years(stated, Stated::before);
        StatedYears now = years(stated, Stated::now);
        Set<AccountYear> changed = new TreeSet<>();
        stated.forEach(each -> changed.add(AccountYear.of(each.year())));
        changed.removeIf(year -> now.readAs(before, year.account(), year.yearEnd()));
        return changed;
    }

    private static StatedYears years(List<Stated> stated, Predicate<Stated> counting) {
        NavigableMap<String, List<EmployerYear>> byAccount = new TreeMap<>();
        stated.stream().filter(counting).map(Stated::year).forEach(year -> byAccount
                .computeIfAbsent(year.businessNumber().value(), account -> new ArrayList<>())
                .add(year));
        return new StatedYears(byAccount);
    }
}
