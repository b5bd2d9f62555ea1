// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.intake.reading.ContentReading;
import ca.tradeshub.intake.reading.RecordSink;
import ca.tradeshub.intake.reading.RepeatedKeys;
import ca.tradeshub.intake.reading.SharedPayPeriods;
import ca.tradeshub.intake.response.FindingsSpool;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.ledger.record.StagedRecord.StagedFinding;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReport.FindingCount;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReport.LineRule;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Summarizes the records of a file without keeping them: counts, sums, and a limited number of findings. */
final class CheckedRecords implements RecordSink {

    private static final Set<String> KEEPS_BACK = Set.of(Outcome.REJECT.wireName(), Outcome.HOLD.wireName());

    /** What keeps a record from being taken first; the rest as the ledger orders it. */
    private static final Comparator<LineFinding> WITHIN_A_LINE = Comparator.comparing(
                    (LineFinding finding) -> !finding.outcome().equals(Outcome.REJECT.wireName()))
            .thenComparing(LineFinding::rule)
            .thenComparing(LineFinding::column, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(LineFinding::field, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(finding -> finding.message().en());

    private final int detail;
    private final @Nullable FindingsSpool spool;
    private final LongConsumer progress;

    private final Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
    private final Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);
    private final Map<String, FindingCount> counts = new TreeMap<>();
    private final Map<String, LineFinding> examples = new TreeMap<>();
    private final List<LineRule> lines = new ArrayList<>();
    private final List<LineFinding> details = new ArrayList<>();
    private final List<Place> rejectedPlaces = new ArrayList<>();
    private final RepeatedKeys keys = new RepeatedKeys();
    private final SharedPayPeriods sharedPayPeriods = new SharedPayPeriods();
    private long linesTotal;
    private long detailsTotal;
    private boolean hasKept;
    private long read;

    /**
     * @param detail most lines of each kind kept
     * @param spool collects the findings on rejected lines, null when they are not needed
     * @param progress receives, after each batch, the number of bytes read since the previous one
     */
    CheckedRecords(int detail, @Nullable FindingsSpool spool, LongConsumer progress) {
        this.detail = detail;
        this.spool = spool;
        this.progress = progress;
    }

    @Override
    public void control(ControlFile control) {
        // The employer and its claims are for reconciliation.
    }

    @Override
    public void batch(List<StagedRecord> batch) {
        batch.forEach(this::add);
        sharedPayPeriods.add(batch);
        StagedRecord last = batch.get(batch.size() - 1);
        long end = last.offset() + last.length();
        progress.accept(end - read);
        read = end;
    }

    private void add(StagedRecord record) {
        records.merge(record.state(), 1L, Long::sum);
        if (record.amount() != null) {
            amounts.merge(record.state(), record.amount(), BigDecimal::add);
        }
        if (record.state() == RecordState.REJECTED) {
            if (spool != null) {
                rejectedPlaces.add(new Place(record.line(), record.offset(), record.length()));
            }
        } else if (record.recordKey() != null) {
            keys.add(record.recordKey());
        }
        if (!record.findings().isEmpty()) {
            addFindings(record.findings().stream()
                    .map(finding -> found(record.line(), record.state(), finding))
                    .sorted(WITHIN_A_LINE)
                    .toList());
        }
    }

    private void addFindings(List<LineFinding> ofALine) {
        for (LineFinding finding : ofALine) {
            String kind = finding.rule() + " " + finding.outcome();
            counts.merge(
                    kind,
                    new FindingCount(finding.rule(), finding.outcome(), 1),
                    (sum, one) -> new FindingCount(sum.rule(), sum.outcome(), sum.count() + 1));
            examples.putIfAbsent(kind, finding);
            if (KEEPS_BACK.contains(finding.outcome())) {
                detailsTotal++;
                if (details.size() < detail) {
                    details.add(finding);
                }
            }
        }
        ofALine.stream().map(LineFinding::rule).distinct().sorted().forEach(rule -> {
            linesTotal++;
            if (lines.size() < detail) {
                lines.add(new LineRule(ofALine.get(0).line(), ofALine.get(0).state(), rule));
            }
        });
        RecordState state = ofALine.get(0).state();
        if (state == RecordState.REJECTED || state == RecordState.HELD) {
            hasKept = true;
            if (spool != null) {
                spool.add(ofALine);
            }
        }
    }

    private static LineFinding found(int line, RecordState state, StagedFinding finding) {
        return new LineFinding(
                line,
                finding.column(),
                finding.field(),
                finding.rule(),
                finding.outcome(),
                state,
                finding.message(),
                finding.citation(),
                finding.observed());
    }

    /** Rejects a record for what only others of the file show. */
    void reject(StagedRecord record, Finding finding) {
        records.merge(record.state(), -1L, Long::sum);
        records.merge(RecordState.REJECTED, 1L, Long::sum);
        BigDecimal amount = record.readAmount();
        amounts.merge(record.state(), amount.negate(), BigDecimal::add);
        amounts.merge(RecordState.REJECTED, amount, BigDecimal::add);
        if (spool != null) {
            rejectedPlaces.add(new Place(record.line(), record.offset(), record.length()));
            rejectedPlaces.sort(Comparator.comparingInt(Place::line));
        }
        addFindings(List.of(found(record.line(), RecordState.REJECTED, ContentReading.finding(finding, null))));
    }

    /** Gives records whose keys occur more than once the state they come into when the file takes effect. */
    void settle(SettledKeys settled) {
        settled.moves((from, to, count, amount) -> {
            records.merge(from, -count, Long::sum);
            records.merge(to, count, Long::sum);
            amounts.merge(from, amount.negate(), BigDecimal::add);
            amounts.merge(to, amount, BigDecimal::add);
        });
        settled.eachDifferent(lines -> {
            Text message = Findings.repeatedKey(lines);
            lines.forEach(line -> addFindings(List.of(new LineFinding(
                    line,
                    null,
                    null,
                    Findings.REPEATED_KEY,
                    Outcome.HOLD.wireName(),
                    RecordState.HELD,
                    message,
                    Findings.AGREEMENTS,
                    null))));
        });
    }

    /** The balance; what the sender states beyond the readable amounts is the rejected records'. */
    FileBalance balance(FileTotals totals, Feed feed) {
        Map<RecordState, BigDecimal> booked = new EnumMap<>(RecordState.class);
        booked.putAll(amounts);
        booked.put(RecordState.REJECTED, rejectedAmount(totals, feed));
        return new FileBalance(
                totals.counted(), feed == Feed.CERTIFICATES ? BigDecimal.ZERO : totals.statedTotal(), records, booked);
    }

    long rejected() {
        return records.getOrDefault(RecordState.REJECTED, 0L);
    }

    /**
     * The amount of the rejected records. Amounts that cannot be read are booked as the difference between the stated
     * total and the readable amounts (interface agreements, section 6).
     */
    BigDecimal rejectedAmount(FileTotals totals, Feed feed) {
        BigDecimal readable = amounts.getOrDefault(RecordState.REJECTED, BigDecimal.ZERO);
        return feed != Feed.CERTIFICATES && totals.unreadable() > 0 ? readable.add(totals.missing()) : readable;
    }

    List<Place> rejectedPlaces() {
        return rejectedPlaces;
    }

    SharedPayPeriods sharedPayPeriods() {
        return sharedPayPeriods;
    }

    RepeatedKeys repeatedKeys() {
        return keys;
    }

    FileReport.Found found() {
        return new FileReport.Found(findings(), lines(), linesTotal(), hasKept);
    }

    private List<FindingCount> findings() {
        return List.copyOf(counts.values());
    }

    Map<String, LineFinding> examples() {
        return examples;
    }

    private List<LineRule> lines() {
        return lines;
    }

    private long linesTotal() {
        return linesTotal;
    }

    List<LineFinding> details() {
        return details;
    }

    long detailsTotal() {
        return detailsTotal;
    }
}
