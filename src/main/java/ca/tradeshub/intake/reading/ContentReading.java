// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.FeedReader;
import ca.tradeshub.feeds.FeedReaders;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.ControlReading;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.KeyRange;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.ledger.record.StagedRecord.StagedFinding;
import ca.tradeshub.mapping.Mapped;
import ca.tradeshub.mapping.Mapping;
import ca.tradeshub.mapping.MappingError;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file: maps each line, evaluates the rules on it, passes the records on in batches and returns their totals.
 * The hub and the offline check both use this class; they differ in the sink that receives the records. An error of the
 * file as a whole is returned as a refusal.
 */
public final class ContentReading {

    private static final Messages MESSAGES = Messages.of(ContentReading.class);
    private static final BigDecimal MEMBER_NUMBER_MODULUS = BigDecimal.TEN.pow(12);
    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

    private final Mappings mappings;
    private final RuleBook rules;
    private final int batchSize;
    private final BigDecimal rejectShare;

    /**
     * @param batchSize most records given to a sink at once
     * @param rejectShare the largest share of rejected records a file may have, 0 to 1
     */
    public ContentReading(Mappings mappings, RuleBook rules, int batchSize, BigDecimal rejectShare) {
        this.mappings = mappings;
        this.rules = rules;
        this.batchSize = batchSize;
        this.rejectShare = rejectShare;
    }

    /**
     * Reads a file into a sink.
     *
     * @throws IOException when its bytes cannot be read
     */
    public ReadOutcome read(FileContent file, RecordSink sink) throws IOException {
        try {
            return switch (file.name().feed()) {
                case REGISTRATIONS -> {
                    try (FeedReader reader = FeedReaders.registrations(file.open(), file.sender(), file.name())) {
                        yield read(file, reader, mappings.registrations(), null, sink);
                    }
                }
                case CERTIFICATES -> {
                    try (FeedReader reader = FeedReaders.certificates(file.open(), file.name())) {
                        yield read(file, reader, mappings.certificates(), null, sink);
                    }
                }
                case PAYROLL -> readPayroll(file, sink);
            };
        } catch (ContentRefusedException refused) {
            return new ReadOutcome.Refused(refused.refusal());
        }
    }

    private ReadOutcome readPayroll(FileContent file, RecordSink sink) throws IOException {
        ControlReading reading;
        try (InputStream in = file.openControl()) {
            reading = ControlFile.parse(in, file.name(), mappings.layouts());
        }
        if (reading instanceof ControlReading.Refused refused) {
            return new ReadOutcome.Refused(refused.why());
        }
        ControlFile control = (ControlFile) reading;
        PayrollLayout layout = mappings.layout(control.layout()).orElseThrow();
        Mapping mapping = mappings.payroll(control.layout()).orElseThrow();
        sink.control(control);
        MessageDigest digest = Sha256.start();
        try (FeedReader reader = FeedReaders.payroll(new DigestInputStream(file.open(), digest), control, layout)) {
            ReadOutcome outcome = read(file, reader, mapping, control.employerYear(), sink);
            boolean altered = control.sha256() != null && !control.sha256().equals(Sha256.hex(digest));
            return altered && outcome instanceof ReadOutcome.Whole
                    ? new ReadOutcome.Refused(FileRefusal.of(RefusalCode.FILE_DIGEST, MESSAGES.text("digest")))
                    : outcome;
        }
    }

    private ReadOutcome read(
            FileContent file, FeedReader reader, Mapping mapping, @Nullable EmployerYear employer, RecordSink sink)
            throws IOException {
        Feed feed = file.name().feed();
        FileContext facts = new FileContext(feed, file.sender(), file.name().date(), employer);
        Tally tally = new Tally();
        RejectFlood flood = new RejectFlood(file, rejectShare);
        List<SourceLine> lines = reader.next(batchSize);
        while (!lines.isEmpty()) {
            List<StagedRecord> batch = new ArrayList<>(lines.size());
            for (SourceLine line : lines) {
                Mapped mapped = mapping.map(line, facts);
                StagedRecord staged = staged(feed, mapping, mapped, facts);
                tally.add(mapped, staged.state());
                batch.add(staged);
            }
            sink.batch(batch);
            Optional<FileRefusal> refusal = flood.refusal(
                    tally.rejected, tally.records, lines.get(lines.size() - 1).offset());
            if (refusal.isPresent()) {
                return new ReadOutcome.Refused(refusal.get());
            }
            lines = reader.next(batchSize);
        }
        if (reader.refusal().isPresent()) {
            return new ReadOutcome.Refused(reader.refusal().get());
        }
        ControlTotals stated = reader.trailer();
        return new ReadOutcome.Whole(
                new FileTotals(
                        tally.records,
                        stated.records(),
                        feed == Feed.CERTIFICATES
                                ? tally.total.remainder(MEMBER_NUMBER_MODULUS).setScale(0)
                                : tally.total,
                        stated.total(),
                        tally.unreadable),
                tally.keys,
                mapping.digest());
    }

    private StagedRecord staged(Feed feed, Mapping mapping, Mapped mapped, FileContext facts) {
        SourceLine line = mapped.line();
        BigDecimal amount = feed == Feed.CERTIFICATES ? NOTHING : mapped.controlValue();
        if (mapped.record() == null) {
            return new StagedRecord(
                    line.line(),
                    line.offset(),
                    line.length(),
                    mapped.recordKey(),
                    amount,
                    RecordState.REJECTED,
                    mapped.errors().get(0).code(),
                    null,
                    Stream.concat(
                                    mapped.errors().stream().map(error -> finding(feed, error, Outcome.REJECT)),
                                    mapped.warnings().stream().map(warning -> finding(feed, warning, Outcome.WARN)))
                            .toList());
        }
        Judgement<CanonicalRecord> judgement = rules.judge(mapped.record(), facts);
        Finding deciding = judgement.deciding().orElse(null);
        RecordState state = deciding == null
                ? RecordState.PENDING
                : deciding.outcome() == Outcome.REJECT ? RecordState.REJECTED : RecordState.HELD;
        return new StagedRecord(
                line.line(),
                line.offset(),
                line.length(),
                mapped.recordKey(),
                amount,
                state,
                deciding == null ? null : deciding.rule(),
                mapped.record(),
                Stream.concat(
                                mapped.warnings().stream().map(warning -> finding(feed, warning, Outcome.WARN)),
                                judgement.findings().stream()
                                        .map(finding -> finding(finding, mapping.column(line, finding.field()))))
                        .toList());
    }

    /** A finding as the ledger takes it. */
    public static StagedFinding finding(Finding finding, @Nullable Integer column) {
        return new StagedFinding(
                finding.rule(),
                finding.outcome().wireName(),
                finding.unknown(),
                finding.field(),
                column,
                new Text(finding.message(), finding.messageFr()),
                finding.citation().toString(),
                finding.observed());
    }

    private static StagedFinding finding(Feed feed, MappingError error, Outcome outcome) {
        return new StagedFinding(
                error.code(),
                outcome.wireName(),
                false,
                error.field(),
                error.columnNo(),
                error.message(),
                "Interface agreements, section 1." + (feed.ordinal() + 1),
                error.observed());
    }

    /** Counts, control total and keys of the records of a file. */
    private static final class Tally {

        private int records;
        private int rejected;
        private int unreadable;
        private BigDecimal total = NOTHING;
        private @Nullable KeyRange keys;

        void add(Mapped mapped, RecordState state) {
            records++;
            if (mapped.recordKey() != null) {
                keys = KeyRange.extended(keys, mapped.recordKey());
            }
            rejected += state == RecordState.REJECTED ? 1 : 0;
            if (mapped.controlValue() == null) {
                unreadable++;
            } else {
                total = total.add(mapped.controlValue());
            }
        }
    }
}
