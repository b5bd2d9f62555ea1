// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.canonical.EmployerYear;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the control files that count state of the years of employers and of the other accounts of their taxpayers. A file
 * counts until all of its lines were replaced or returned to their sender.
 *
 * @param byAccount the years, newest file first, by business number
 */
public record StatedYears(NavigableMap<String, List<EmployerYear>> byAccount) {

    /** What a control file states of the taxpayer, whatever the account; partners are stated with one account alone. */
    public static final List<Function<EmployerYear, @Nullable Object>> OF_THE_TAXPAYER = List.of(
            EmployerYear::kind,
            EmployerYear::ontarioTaxpayer,
            EmployerYear::priorYearPayroll,
            EmployerYear::priorYearShort,
            EmployerYear::associatedGroup);

    /**
     * The order makes the planner look up the file's first line that counts. Without it, it expected to meet one soon in
     * the table while few files had many lines, and read all lines of the files before.
     */
    private static final String COUNTS_BY_STATES =
            """
            coalesce((select true from pay_line p %s
                       where p.file_id = e.file_id and %s order by p.line limit 1),
                     (select false from pay_line p where p.file_id = e.file_id order by p.line limit 1),
                     true)""";

    private static final String LINE_COUNTS = "%1$s <> 'SUPERSEDED' and (%1$s <> 'REJECTED' or %2$s is not null)";

    /** Whether a control file counts: a condition on the alias {@code e} of {@code employer_year}. */
    public static final String COUNTS = counts(States.OWN);

    /** The same with states of pay lines that are read elsewhere. */
    public static String counts(States states) {
        return COUNTS_BY_STATES.formatted(states.of("p").join(), lineCounts(states));
    }

    /** Whether the control file of a pay line counts with it: a condition on the alias {@code p} of {@code pay_line}. */
    public static String lineCounts(States states) {
        States ofLine = states.of("p");
        return LINE_COUNTS.formatted(ofLine.state(), ofLine.heldWith());
    }

    /** What the files of an account state of the year that ends on a day, each content once, the newest first. */
    public List<EmployerYear> of(String account, String yearEnd) {
        return ofAccount(account).stream()
                .filter(year -> isOfYear(year, yearEnd))
                .distinct()
                .toList();
    }

    private List<EmployerYear> ofAccount(String account) {
        return byAccount.getOrDefault(account, List.of());
    }

    private static boolean isOfYear(EmployerYear year, String yearEnd) {
        return year.taxationYear().end().toString().equals(yearEnd);
    }

    /** The newest year of the same account that overlaps a year and ends on another day. */
    public Optional<EmployerYear> overlapping(EmployerYear own) {
        return ofAccount(own.businessNumber().value()).stream()
                .filter(other ->
                        !other.taxationYear().end().equals(own.taxationYear().end()))
                .filter(other ->
                        other.taxationYear().intersection(own.taxationYear()).isPresent())
                .findFirst();
    }

    /** The year of another account of the taxpayer that differs in what is the taxpayer's, not the account's. */
    public Optional<EmployerYear> ofOtherAccount(EmployerYear own) {
        String taxpayer = own.businessNumber().bn9();
        return byAccount.tailMap(taxpayer, true).entrySet().stream()
                .takeWhile(account -> account.getKey().startsWith(taxpayer))
                .filter(account -> !account.getKey().equals(own.businessNumber().value()))
                .flatMap(account -> account.getValue().stream()
                        .filter(other -> other.taxationYear().equals(own.taxationYear()))
                        .limit(1))
                .filter(other -> OF_THE_TAXPAYER.stream().anyMatch(fact -> differs(fact, own, other)))
                .findFirst();
    }

    /** Whether both state a fact, and state it differently. */
    private static boolean differs(
            Function<EmployerYear, @Nullable Object> fact, EmployerYear one, EmployerYear other) {
        Object first = fact.apply(one);
        Object second = fact.apply(other);
        return first != null && second != null && !first.equals(second);
    }

    /**
     * What a claim reads of one content.
     *
     * @param own what files of the account state of the year
     * @param ofOtherAccount what another account of the taxpayer states otherwise, null when none does
     * @param overlapping another year of the account that overlaps it, null when none does
     */
    private record Read(EmployerYear own, @Nullable EmployerYear ofOtherAccount, @Nullable EmployerYear overlapping) {}

    /** Whether claims of an account and year read the same from both. */
    public boolean readAs(StatedYears other, String account, String yearEnd) {
        return reads(account, yearEnd).equals(other.reads(account, yearEnd));
    }

    private List<Read> reads(String account, String yearEnd) {
        return of(account, yearEnd).stream()
                .map(own -> new Read(
                        own, ofOtherAccount(own).orElse(null), overlapping(own).orElse(null)))
                .toList();
    }
}
