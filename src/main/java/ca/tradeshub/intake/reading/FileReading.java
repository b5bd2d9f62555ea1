// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.StagedFile;
import ca.tradeshub.ledger.record.FileEmployees;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.ledger.record.StagedRecord.StagedFinding;
import ca.tradeshub.ledger.record.Staging;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.book.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
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

    private final Archive archive;
    private final RuleBook rules;
    private final Staging staging;
    private final ExemptWages exemptWages;
    private final ProcessingSettings settings;
    private final ContentReading reading;
    private final WageAllocationRule wageAllocationRule = new WageAllocationRule();

    FileReading(
            Archive archive,
            Mappings mappings,
            RuleBook rules,
            Staging staging,
            ExemptWages exemptWages,
            ProcessingSettings settings) {
        this.archive = archive;
        this.exemptWages = exemptWages;
        this.rules = rules;
        this.staging = staging;
        this.settings = settings;
        this.reading = new ContentReading(mappings, rules, settings.batchSize(), settings.rejectShare());
    }

    /**
     * Stages every record of a file.
     *
     * @return {@link FileOutcome.Staged} or {@link FileOutcome.Refused}
     * @throws IOException when the archive fails
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has the file
     */
    public FileOutcome stage(FileLease lease) throws IOException {
        SenderFileName name = SenderFileName.parse(lease.name())
                .orElseGet(() -> SenderFileName.unconventional(lease.feed(), lease.name(), lease.fileDate()));
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            ReadOutcome outcome = read(new Archived(lease, name));
            if (outcome instanceof ReadOutcome.Whole whole) {
                LOG.info(
                        "Staged file {}, {} records",
                        lease.fileId(),
                        whole.totals().counted());
                return new FileOutcome.Staged(new StagedFile(
                        lease, whole.totals(), settings.rejectShare(), whole.mappingDigest(), rules.digest()));
            }
            return new FileOutcome.Refused(lease, ((ReadOutcome.Refused) outcome).refusal());
        }
    }

    private ReadOutcome read(Archived file) throws IOException {
        StagingSink sink = new StagingSink(file.lease());
        try {
            ReadOutcome outcome = reading.read(file, sink);
            sink.end();
            if (outcome instanceof ReadOutcome.Whole && sink.sharedPayPeriods.isAny()) {
                rejectWageAllocationExcess(file.lease());
            }
            return outcome;
        } finally {
            sink.await();
        }
    }

    private void rejectWageAllocationExcess(FileLease lease) {
        Map<Integer, StagedFinding> found = new TreeMap<>();
        staging.wageAllocationExcess(lease).forEach(over -> wageAllocationRule
                .wageAllocationExcess(over.paid(), over.allocated())
                .ifPresent(finding -> found.put(over.line(), ContentReading.finding(finding, null))));
        if (!found.isEmpty()) {
            staging.reject(lease, found);
        }
    }

    /** The content of a landed file, read from the archive. */
    private final class Archived implements FileContent {

        private final FileLease lease;
        private final SenderFileName name;

        Archived(FileLease lease, SenderFileName name) {
            this.lease = lease;
            this.name = name;
        }

        FileLease lease() {
            return lease;
        }

        @Override
        public String sender() {
            return lease.sender();
        }

        @Override
        public SenderFileName name() {
            return name;
        }

        @Override
        public InputStream open() throws IOException {
            return archive.open(lease.sender(), lease.archiveSha256(), lease.name());
        }

        @Override
        public InputStream openControl() throws IOException {
            return archive.open(lease.sender(), lease.controlSha256(), lease.controlName());
        }
    }

    /** Stages one batch while the next is being read; the first one with what comes before it. */
    private final class StagingSink implements RecordSink {

        private final FileLease lease;
        private final SharedPayPeriods sharedPayPeriods = new SharedPayPeriods();
        private final FileEmployees employees = new FileEmployees();
        private Staging.@Nullable Control stated;
        private boolean hasBegun;
        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

        StagingSink(FileLease lease) {
            this.lease = lease;
        }

        @Override
        public void control(ControlFile control) {
            stated = new Staging.Control(control.employerYear(), control.claims());
        }

        @Override
        public void batch(List<StagedRecord> records) {
            await();
            sharedPayPeriods.add(records);
            List<StagedRecord> staged = exemptWages.withoutWarnings(records);
            if (hasBegun) {
                written = CompletableFuture.runAsync(() -> staging.append(lease, employees, staged));
            } else {
                hasBegun = true;
                written = CompletableFuture.runAsync(() -> staging.begin(lease, stated, employees, staged));
            }
        }

        /** Ends the file, which may have no records. */
        void end() {
            await();
            if (!hasBegun) {
                staging.begin(lease, stated, employees, List.of());
            }
        }

        /** Waits until everything given to it is staged, or says what kept it from being staged. */
        void await() {
            try {
                written.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }
}
