// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileReport.Change;
import ca.tradeshub.ledger.response.FileReport.FindingCount;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReport.LineRule;
import ca.tradeshub.ledger.response.FileReport.Next;
import ca.tradeshub.ledger.response.FileReport.Resend;
import ca.tradeshub.ledger.response.ReportParts.Listed;
import ca.tradeshub.ledger.response.ReportParts.Rejected;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from the ledger what responses report about files, the responses of a round together. */
@Component
public class FileReports {

    /** The states whose records are listed with what was found on them, whatever that is. */
    private static final Set<RecordState> KEPT_BACK =
            EnumSet.of(RecordState.REJECTED, RecordState.HELD, RecordState.OUT_OF_SCOPE);

    /** So many lines of what was found on a file's records are in its report; further ones are read page by page. */
    public static final int LINES_OF_A_PAGE = 500;

    private final Balances balances;
    private final ReportParts parts;
    private final KeptFindings keptFindings;
    private final NextInSequence next;
    private final TransactionTemplate snapshot;

    FileReports(JdbcClient jdbc, Balances balances, SequenceNumbers numbers, PlatformTransactionManager transactions) {
        this.balances = balances;
        this.parts = new ReportParts(jdbc);
        this.keptFindings = new KeptFindings(jdbc);
        this.next = new NextInSequence(jdbc, numbers);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** Reads what one response reports about its file. */
    public FileReport read(SenderResponses.Due due, int detail) {
        return Objects.requireNonNull(read(List.of(due), detail).get(due.fileId()), "the file of a due response");
    }

    /**
     * Reads what responses report about their files, in one snapshot of the ledger.
     *
     * @param due the responses; a receipt has no changes, a status has not what is next in the sequence, and rejected
     *     records only when they are not those of the last pack that was written
     * @param detail the most lines or changes of a file
     * @return the reports by file
     */
    public Map<Long, FileReport> read(Collection<SenderResponses.Due> due, int detail) {
        Set<Long> receipts = files(due, SenderResponses.Due::isReceipt);
        Set<Long> statuses = files(due, each -> !each.isReceipt());
        return Objects.requireNonNull(snapshot.execute(tx -> reports(receipts, statuses, detail)));
    }

    /**
     * What was found on the records that are rejected, held, out of scope or wait for a counterpart, line by line.
     *
     * @param fileId the file
     * @param after the line after which to begin, 0 for the first page
     * @param lines most lines of a page
     * @return nothing when there are no more
     */
    public List<LineFinding> kept(long fileId, int after, int lines) {
        return keptFindings.page(fileId, after, lines);
    }

    private static Set<Long> files(Collection<SenderResponses.Due> due, Predicate<SenderResponses.Due> which) {
        return due.stream().filter(which).map(SenderResponses.Due::fileId).collect(Collectors.toSet());
    }

    private Map<Long, FileReport> reports(Set<Long> receipts, Set<Long> statuses, int detail) {
        Set<Long> all = new LinkedHashSet<>(receipts);
        all.addAll(statuses);
        Map<Long, ReportParts.Row> files = parts.files(all);
        Map<Long, FileBalance> balanceOf = balances.of(all);
        Map<Long, List<FindingCount>> findings = parts.findings(all);
        Set<Long> withLines = parts.withRules(without(all, findings.keySet()));
        withLines.addAll(findings.keySet());
        Map<Long, Listed<LineRule>> lines = parts.lines(withLines, detail);
        Set<Long> kept = kept(all, balanceOf, findings.keySet());
        Map<Long, List<LineFinding>> keptFirst = keptFindings.firstPages(kept, LINES_OF_A_PAGE);
        Map<Long, Resend> resends = parts.resends(sentBack(statuses, balanceOf, all));
        Map<Long, Listed<Change>> changes = parts.changes(statuses, detail);
        Map<Long, List<FileWarning>> warnings = parts.warnings(all);
        Map<Long, Next> following = next.of(receipts);
        Map<Long, FileReport> reports = new HashMap<>();
        files.forEach((id, file) -> {
            FileBalance balance = balanceOf.get(id);
            Listed<LineRule> listed = lines.getOrDefault(id, Listed.none());
            Listed<Change> changed = changes.getOrDefault(id, Listed.none());
            reports.put(
                    id,
                    new FileReport(
                            file.sha256(),
                            file.receivedAt(),
                            FileVerdict.of(file.state(), recordsIn(balance, RecordState.REJECTED)),
                            file.refusal(),
                            warnings.getOrDefault(id, List.of()),
                            balance,
                            findings.getOrDefault(id, List.of()),
                            listed.first(),
                            listed.total(),
                            new FileReport.Kept(kept.contains(id), keptFirst.getOrDefault(id, List.of())),
                            resends.get(id),
                            following.getOrDefault(id, Next.UNKNOWN),
                            changed.first(),
                            changed.total(),
                            file.saw()));
        });
        return reports;
    }

    /** The files with records in a state that has a reason. A file without findings has no other reasons. */
    private Set<Long> kept(Set<Long> files, Map<Long, FileBalance> balanceOf, Set<Long> withFindings) {
        Set<Long> kept = files.stream()
                .filter(file -> KEPT_BACK.stream().anyMatch(state -> recordsIn(balanceOf.get(file), state) > 0))
                .collect(Collectors.toSet());
        kept.addAll(parts.withKeptFindings(without(withFindings, kept)));
        return kept;
    }

    /**
     * The rejected records that are sent back: those of a status only when they differ from the last pack. None are looked
     * up when the balance has none; the records of a refused file, which has no balance, are removed.
     */
    private Map<Long, List<Rejected>> sentBack(Set<Long> statuses, Map<Long, FileBalance> balanceOf, Set<Long> all) {
        Map<Long, List<Rejected>> rejected = parts.rejected(all.stream()
                .filter(file -> recordsIn(balanceOf.get(file), RecordState.REJECTED) > 0)
                .toList());
        Map<Long, List<Integer>> last = parts.lastPacks(
                rejected.keySet().stream().filter(statuses::contains).toList());
        rejected.entrySet().removeIf(file -> file.getValue().stream()
                .map(each -> each.place().line())
                .toList()
                .equals(last.get(file.getKey())));
        return rejected;
    }

    private static Set<Long> without(Set<Long> files, Set<Long> others) {
        return files.stream().filter(file -> !others.contains(file)).collect(Collectors.toSet());
    }

    private static long recordsIn(@Nullable FileBalance balance, RecordState state) {
        return balance == null ? 0 : balance.recordsIn(state);
    }
}
