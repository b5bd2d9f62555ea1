package ca.tradeshub.intake;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileFacts;
import ca.tradeshub.feeds.ControlFile;
import ca.tradeshub.feeds.ControlReading;
import ca.tradeshub.feeds.ControlTotals;
import ca.tradeshub.feeds.DropName;
import ca.tradeshub.feeds.FeedReader;
import ca.tradeshub.feeds.FeedReaders;
import ca.tradeshub.feeds.FileFault;
import ca.tradeshub.feeds.PayrollLayout;
import ca.tradeshub.feeds.SourceLine;
import ca.tradeshub.ledger.FileClaim;
import ca.tradeshub.ledger.FileOutcome;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.StagedFile;
import ca.tradeshub.ledger.StagedRecord;
import ca.tradeshub.ledger.StagedRecord.StagedFinding;
import ca.tradeshub.ledger.Staging;
import ca.tradeshub.mapping.Mapped;
import ca.tradeshub.mapping.Mapping;
import ca.tradeshub.mapping.MappingError;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.Finding;
import ca.tradeshub.rules.Judgement;
import ca.tradeshub.rules.Outcome;
import ca.tradeshub.rules.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Reads a landed file into the ledger: each line mapped and judged, batches staged while the next is being read. What
 * is wrong with the file as a whole comes back as a refusal.
 */
@Component
public class FileReading {

    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);
    private static final BigDecimal MEMBER_NUMBER_MODULUS = BigDecimal.TEN.pow(12);
    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

    private final Archive archive;
    private final Mappings mappings;
    private final RuleBook rules;
    private final Staging staging;
    private final ProcessingSettings settings;

    FileReading(Archive archive, Mappings mappings, RuleBook rules, Staging staging, ProcessingSettings settings) {
        this.archive = archive;
        this.mappings = mappings;
        this.rules = rules;
        this.staging = staging;
        this.settings = settings;
    }

    /**
     * Stages every record of a file.
     *
     * @return {@link FileOutcome.Staged} or {@link FileOutcome.Refused}
     * @throws IOException when the archive fails
     * @throws ca.tradeshub.ledger.LostClaimException when another worker has the file
     */
    public FileOutcome stage(FileClaim claim) throws IOException {
        DropName name = DropName.parse(claim.name())
                .orElseThrow(() -> new IllegalStateException("File " + claim.fileId() + " has no known name"));
        staging.begin(claim);
        try (MDC.MDCCloseable file = MDC.putCloseable("file", claim.name())) {
            FileOutcome outcome = read(claim, name);
            if (outcome instanceof FileOutcome.Staged staged) {
                LOG.info(
                        "Staged file {}, {} records",
                        claim.fileId(),
                        staged.file().counted());
            }
            return outcome;
        } catch (ContentFault fault) {
            return new FileOutcome.Refused(claim, fault.code(), null, fault.getMessage());
        }
    }

    private FileOutcome read(FileClaim claim, DropName name) throws IOException {
        return switch (claim.feed()) {
            case REGISTRATIONS -> {
                try (FeedReader reader = FeedReaders.registrations(open(claim), claim.sender(), name)) {
                    yield read(claim, reader, mappings.registrations(), null);
                }
            }
            case CERTIFICATES -> {
                try (FeedReader reader = FeedReaders.certificates(open(claim), name)) {
                    yield read(claim, reader, mappings.certificates(), null);
                }
            }
            case PAYROLL -> stagePayroll(claim, name);
        };
    }

    private FileOutcome stagePayroll(FileClaim claim, DropName name) throws IOException {
        ControlReading reading;
        try (InputStream in = archive.open(claim.controlSha256(), claim.controlName())) {
            reading = ControlFile.parse(in, name, mappings.layouts());
        }
        if (reading instanceof FileFault fault) {
            return refused(claim, fault);
        }
        ControlFile control = (ControlFile) reading;
        PayrollLayout layout = mappings.layout(control.layout()).orElseThrow();
        Mapping mapping = mappings.payroll(control.layout()).orElseThrow();
        staging.employer(claim, control.employerYear(), control.claims());
        MessageDigest digest = sha256();
        try (FeedReader reader = FeedReaders.payroll(new DigestInputStream(open(claim), digest), control, layout)) {
            FileOutcome outcome = read(claim, reader, mapping, control.employerYear());
            boolean altered = control.sha256() != null
                    && !control.sha256().equals(HexFormat.of().formatHex(digest.digest()));
            return altered && outcome.isStaged()
                    ? new FileOutcome.Refused(
                            claim, "FILE-DIGEST", null, "The file's SHA-256 is not the one its control file states")
                    : outcome;
        }
    }

    private FileOutcome read(FileClaim claim, FeedReader reader, Mapping mapping, EmployerYear employer)
            throws IOException {
        FileFacts facts = new FileFacts(claim.feed(), claim.sender(), claim.fileDate(), employer);
        Tally tally = new Tally();
        CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        try {
            List<SourceLine> lines = reader.next(settings.batchSize());
            while (!lines.isEmpty()) {
                List<StagedRecord> batch = new ArrayList<>(lines.size());
                for (SourceLine line : lines) {
                    Mapped mapped = mapping.map(line, facts);
                    tally.add(mapped);
                    batch.add(staged(claim.feed(), mapped, facts));
                }
                await(written);
                written = CompletableFuture.runAsync(() -> staging.append(claim, batch));
                lines = reader.next(settings.batchSize());
            }
        } finally {
            await(written);
        }
        if (reader.fault().isPresent()) {
            return refused(claim, reader.fault().get());
        }
        ControlTotals stated = reader.trailer();
        return new FileOutcome.Staged(new StagedFile(
                claim,
                tally.records,
                stated.records(),
                claim.feed() == Feed.CERTIFICATES ? tally.total.remainder(MEMBER_NUMBER_MODULUS) : tally.total,
                stated.total(),
                tally.unreadable,
                settings.rejectShare(),
                mapping.digest(),
                rules.digest()));
    }

    private StagedRecord staged(Feed feed, Mapped mapped, FileFacts facts) {
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
                    mapped.errors().stream().map(error -> finding(feed, error)).toList());
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
                judgement.findings().stream().map(FileReading::finding).toList());
    }

    private static StagedFinding finding(Finding finding) {
        return new StagedFinding(
                finding.rule(),
                finding.outcome().wireName(),
                finding.unknown(),
                finding.field(),
                null,
                finding.message(),
                finding.messageFr(),
                finding.citation().toString(),
                finding.observed());
    }

    private static StagedFinding finding(Feed feed, MappingError error) {
        return new StagedFinding(
                error.code(),
                Outcome.REJECT.wireName(),
                false,
                error.field(),
                error.columnNo(),
                error.message(),
                error.messageFr(),
                "Interface agreements, section 1." + (feed.ordinal() + 1),
                error.observed());
    }

    private InputStream open(FileClaim claim) throws IOException {
        return archive.open(claim.archiveSha256(), claim.name());
    }

    private static FileOutcome refused(FileClaim claim, FileFault fault) {
        return new FileOutcome.Refused(claim, fault.code(), fault.line(), fault.detail());
    }

    private static void await(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }

    /** What the records of a file come to. */
    private static final class Tally {

        private int records;
        private int unreadable;
        private BigDecimal total = NOTHING;

        void add(Mapped mapped) {
            records++;
            if (mapped.controlValue() == null) {
                unreadable++;
            } else {
                total = total.add(mapped.controlValue());
            }
        }
    }
}
