package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.SenderFileName;
import ca.tradeshub.intake.check.CheckedFile.Waits;
import ca.tradeshub.intake.landing.Inbox;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.reading.ContentReading;
import ca.tradeshub.intake.reading.FileContent;
import ca.tradeshub.intake.reading.FileWageAllocation;
import ca.tradeshub.intake.reading.ReadOutcome;
import ca.tradeshub.intake.response.FindingsSpool;
import ca.tradeshub.intake.response.RejectionPack;
import ca.tradeshub.intake.response.ResponseDocument;
import ca.tradeshub.intake.response.ResponsesNotWrittenException;
import ca.tradeshub.intake.response.SenderResponse;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReport.Resend;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Checks files on a desk as the hub would: names, containers, control file, header, trailer, totals, mapping and rules
 * by the same code, and what it would answer. Nothing is stored. What only the hub knows, the files that came before and
 * what other feeds say, plays no part.
 */
public final class OfflineCheck {

    private static final ZoneId ONTARIO = ZoneId.of("America/Toronto");
    private static final int HIGHEST_SEQUENCE = 999_999;

    private final ContentReading reading;
    private final FileUnpacker unpacker;
    private final Senders senders;
    private final ProcessingSettings processing;
    private final int detail;
    private final Clock clock;
    private final CanonicalJson json = new CanonicalJson(new SinProtection(passingKey()));

    /**
     * A check.
     *
     * @param law what records are measured by
     * @param unpacker opens what is packed
     * @param senders who may file what, as far as it is known
     * @param processing how files are processed
     * @param detail most lines detailed for one file
     * @param clock tells when files are received
     */
    public OfflineCheck(
            RuleConfiguration law,
            FileUnpacker unpacker,
            Senders senders,
            ProcessingSettings processing,
            int detail,
            Clock clock) {
        this.reading =
                new ContentReading(law.mappings(), law.rules(), processing.batchSize(), processing.rejectShare());
        this.unpacker = unpacker;
        this.senders = senders;
        this.processing = processing;
        this.detail = detail;
        this.clock = clock;
    }

    /**
     * Checks a file with the control file beside it.
     *
     * @param file the file
     * @param sender who would send it, null when that is not known: then what a sender may do is not checked
     * @param out folder the answers are written to, which is there; null for none
     * @param progress told of bytes of the content as they are read
     * @throws IOException when the file cannot be read or an answer cannot be written
     */
    public CheckedFile check(Path file, String sender, Path out, LongConsumer progress) throws IOException {
        String name = file.getFileName().toString();
        Optional<SenderFileName> parsed = SenderFileName.parse(name);
        Feed feed = parsed.map(SenderFileName::feed).orElse(null);
        if (Inbox.isTemporary(name)) {
            return CheckedFile.waiting(name, sender, feed, Waits.TEMPORARY_NAME);
        }
        if (!Inbox.isPermitted(name)) {
            return CheckedFile.waiting(name, sender, feed, Waits.NAME_NOT_TOUCHED);
        }
        SenderSettings settings = sender == null ? SenderSettings.unrestricted(feed) : senders.of(sender);
        try (OnDesk desk = new OnDesk(file, sender, out, progress)) {
            Optional<FileRefusal> refusal = Landing.nameRefusal(settings, parsed);
            long limit = settings.maxFileSize().toBytes();
            if (Files.size(file) > limit) {
                return desk.refused(refusal.orElseGet(
                        () -> ContentRefusedException.tooLarge(limit).refusal()));
            }
            desk.digest();
            if (refusal.isPresent()) {
                return desk.refused(refusal.get());
            }
            SenderFileName fileName = parsed.orElseThrow();
            if (fileName.control()) {
                return CheckedFile.waiting(name, sender, feed, Waits.DATA_MISSING);
            }
            if (feed == Feed.PAYROLL && !Files.isRegularFile(control(file, fileName))) {
                return CheckedFile.waiting(name, sender, feed, Waits.CONTROL_MISSING);
            }
            return desk.read(fileName);
        }
    }

    /** The payroll file a control file belongs to, as it lies beside it; nothing when there is none. */
    public static Optional<Path> dataOf(Path control) {
        return Optional.ofNullable(control.getFileName())
                .flatMap(name -> SenderFileName.parse(name.toString()))
                .filter(SenderFileName::control)
                .flatMap(SenderFileName::pairedName)
                .flatMap(data -> Stream.of("", ".gz", ".pgp", ".gz.pgp")
                        .map(packed -> control.resolveSibling(data + packed))
                        .filter(Files::isRegularFile)
                        .findFirst());
    }

    private static Path control(Path file, SenderFileName name) {
        return file.resolveSibling(name.pairedName().orElseThrow());
    }

    /** A key of one run: it serves only to compare the records of the checked files. */
    private static KeyRing passingKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new KeyRing("check", Map.of("check", key));
    }

    /** One file while it is being checked. */
    private final class OnDesk implements AutoCloseable {

        private final Path file;
        private final String sender;
        private final Path out;
        private final LongConsumer progress;
        private final CheckedRecords gathered;
        private final FindingsSpool spool;
        private String sha256;

        OnDesk(Path file, String sender, Path out, LongConsumer progress) throws IOException {
            this.file = file;
            this.sender = sender;
            this.out = out;
            this.progress = progress;
            this.spool = out == null ? null : new FindingsSpool();
            this.gathered = new CheckedRecords(detail, spool, progress);
        }

        void digest() throws IOException {
            MessageDigest digest = Sha256.start();
            try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                Files.copy(file, sink);
            }
            sha256 = Sha256.hex(digest);
        }

        CheckedFile read(SenderFileName name) throws IOException {
            FileContent content = new Content(name);
            if (!name.containers().isEmpty()) {
                // The hub opens a packed file whole before it looks at what is in it.
                try (InputStream packed = content.open()) {
                    packed.transferTo(OutputStream.nullOutputStream());
                } catch (ContentRefusedException fault) {
                    return refused(fault.refusal());
                }
            }
            ReadOutcome outcome = reading.read(content, gathered);
            if (outcome instanceof ReadOutcome.Refused refused) {
                return refused(refused.refusal());
            }
            ReadOutcome.Whole whole = (ReadOutcome.Whole) outcome;
            if (gathered.sharedPayPeriods().isAny()) {
                FileWageAllocation allocated = new FileWageAllocation(gathered.sharedPayPeriods());
                reading.read(content, allocated);
                allocated.wageAllocationExcess(gathered::reject);
            }
            Optional<FileRefusal> refusal = whole.totals().refusal(gathered.rejected(), processing.rejectShare());
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            if (gathered.repeatedKeys().isAny()) {
                SettledKeys settled = new SettledKeys(gathered.repeatedKeys(), json);
                reading.read(content, settled);
                gathered.settle(settled);
            }
            return answered(
                    null,
                    name,
                    gathered.balance(whole.totals(), name.feed()),
                    whole.totals().unverifiable());
        }

        CheckedFile refused(FileRefusal refusal) throws IOException {
            return answered(refusal, SenderFileName.parse(name()).orElse(null), null, Optional.empty());
        }

        private CheckedFile answered(
                FileRefusal refusal, SenderFileName name, FileBalance balance, Optional<FileWarning> unverifiable)
                throws IOException {
            Resend resend = out == null || refusal != null || gathered.rejected() == 0 ? null : resend(name);
            FileReport report = refusal == null
                    ? FileReport.accepted(
                            sha256,
                            clock.instant(),
                            gathered.rejected(),
                            unverifiable.stream().toList(),
                            balance,
                            gathered.found(),
                            resend)
                    : FileReport.refused(sha256, clock.instant(), refusal, gathered.found());
            RejectionPack pack = pack(report, name);
            return new CheckedFile(
                    name(),
                    sender,
                    name == null ? null : name.feed(),
                    report,
                    null,
                    gathered.details(),
                    gathered.detailsTotal(),
                    gathered.examples(),
                    gathered.repeated(),
                    gathered.repeatedTotal(),
                    pack,
                    out == null ? List.of() : written(report, pack));
        }

        private Resend resend(SenderFileName name) {
            return new Resend(
                    name.feed(),
                    name.employerBn9(),
                    Math.min(HIGHEST_SEQUENCE, name.sequence() + 1),
                    sha256,
                    name.feed() == Feed.PAYROLL ? name.pairedName().orElseThrow() : null,
                    null,
                    gathered.rejectedAmount(),
                    gathered.rejectedPlaces());
        }

        private RejectionPack pack(FileReport report, SenderFileName name) {
            if (out == null || report.rejectedLines() == 0) {
                return null;
            }
            if (report.resend() == null) {
                return RejectionPack.ofFindings(name(), spool);
            }
            FileContent content = new Content(name);
            return RejectionPack.of(
                    name(),
                    sender,
                    report.resend(),
                    content::open,
                    name.feed() == Feed.PAYROLL ? content::openControl : null,
                    spool,
                    OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ONTARIO));
        }

        private List<Path> written(FileReport report, RejectionPack pack) throws IOException {
            List<SenderResponse.OutFile> files = new ArrayList<>(pack == null ? List.of() : pack.files());
            files.add(SenderResponse.OutFile.of(
                    name() + ".receipt.json", ResponseDocument.bytes(ResponseDocument.receipt(name(), report, pack))));
            List<Path> written = new ArrayList<>();
            for (SenderResponse.OutFile response : files) {
                Path part = out.resolve(".part-" + response.name());
                try (InputStream content = response.open()) {
                    written.add(write(content, part, out.resolve(response.name())));
                }
            }
            return List.copyOf(written);
        }

        private static Path write(InputStream content, Path part, Path target) throws ResponsesNotWrittenException {
            try {
                Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
                return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                try {
                    Files.deleteIfExists(part);
                } catch (IOException more) {
                    e.addSuppressed(more);
                }
                throw new ResponsesNotWrittenException(e);
            }
        }

        private String name() {
            return file.getFileName().toString();
        }

        @Override
        public void close() throws IOException {
            if (spool != null) {
                spool.close();
            }
        }

        /** The file and its control file as they lie on the desk. */
        private final class Content implements FileContent {

            private final SenderFileName name;

            Content(SenderFileName name) {
                this.name = name;
            }

            @Override
            public String sender() {
                return sender;
            }

            @Override
            public SenderFileName name() {
                return name;
            }

            @Override
            public InputStream open() throws IOException {
                return unpacker.open(file, sender, file.getFileName().toString());
            }

            @Override
            public InputStream openControl() throws IOException {
                return Files.newInputStream(control(file, name));
            }
        }
    }
}
