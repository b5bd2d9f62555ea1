// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.ledger.file.FileGroup;
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
import java.util.ArrayList;
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
 * Reads landed files into the ledger: each line mapped and judged, batches staged while the next is being read. What is
 * wrong with a file as a whole comes back as a refusal.
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
     * Stages every record of the files.
     *
     * @return the files, each {@link FileOutcome.Staged} or {@link FileOutcome.Refused}
     * @throws IOException when the archive fails
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has one of the files
     */
    public FileGroup stage(FileGroup group) throws IOException {
        Batches batches = new Batches(group.leases());
        List<FileOutcome> outcomes = new ArrayList<>();
        List<FileLease> withSharedPayPeriods = new ArrayList<>();
        try {
            for (FileLease lease : group.leases()) {
                StagingSink sink = new StagingSink(lease, batches);
                FileOutcome outcome = read(lease, sink);
                sink.end();
                outcomes.add(outcome);
                if (outcome instanceof FileOutcome.Staged && sink.sharedPayPeriods.isAny()) {
                    withSharedPayPeriods.add(lease);
                }
            }
            batches.end();
        } finally {
            batches.await();
        }
        withSharedPayPeriods.forEach(this::rejectWageAllocationExcess);
        return group.with(outcomes);
    }

    private FileOutcome read(FileLease lease, RecordSink sink) throws IOException {
        SenderFileName name = SenderFileName.parse(lease.name())
                .orElseGet(() -> SenderFileName.unconventional(lease.feed(), lease.name(), lease.fileDate()));
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            ReadOutcome outcome = reading.read(new Archived(lease, name), sink);
            if (outcome instanceof ReadOutcome.Whole whole) {
                LOG.info(
                        "Read file {}, {} records",
                        lease.fileId(),
                        whole.totals().counted());
                return new FileOutcome.Staged(new StagedFile(
                        lease,
                        whole.totals(),
                        whole.keys(),
                        settings.rejectShare(),
                        whole.mappingDigest(),
                        rules.digest()));
            }
            return new FileOutcome.Refused(lease, ((ReadOutcome.Refused) outcome).refusal());
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

    /** Takes what is read of one file; its first records with what comes before them. */
    private final class StagingSink implements RecordSink {

        private final FileLease lease;
        private final Batches batches;
        private final SharedPayPeriods sharedPayPeriods = new SharedPayPeriods();
        private final FileEmployees employees = new FileEmployees();
        private Staging.@Nullable Control stated;
        private boolean hasBegun;

        StagingSink(FileLease lease, Batches batches) {
            this.lease = lease;
            this.batches = batches;
        }

        @Override
        public void control(ControlFile control) {
            stated = new Staging.Control(control.employerYear(), control.claims());
        }

        @Override
        public void batch(List<StagedRecord> records) {
            sharedPayPeriods.add(records);
            add(exemptWages.withoutWarnings(records));
        }

        /** Ends the file, which may have no records. */
        void end() {
            if (!hasBegun) {
                add(List.of());
            }
        }

        private void add(List<StagedRecord> records) {
            batches.add(
                    hasBegun
                            ? Staging.Part.further(lease, employees, records)
                            : Staging.Part.first(lease, stated, employees, records));
            hasBegun = true;
        }
    }

    /** Writes one batch, with records of as many files as it has room for, while the next is being read and composed. */
    private final class Batches {

        private final List<FileLease> held;
        private List<Staging.Part> parts = new ArrayList<>();
        private int records;
        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

        Batches(List<FileLease> held) {
            this.held = held;
        }

        void add(Staging.Part part) {
            if (!part.isFirst() || records + part.records().size() > settings.batchSize()) {
                end();
            }
            parts.add(part);
            records += part.records().size();
            if (records >= settings.batchSize()) {
                end();
            }
        }

        /** Ends the batch: its rows are composed while the batch before it is written. */
        void end() {
            if (parts.isEmpty()) {
                return;
            }
            Staging.Batch batch = staging.compose(parts);
            parts = new ArrayList<>();
            records = 0;
            await();
            written = CompletableFuture.runAsync(() -> staging.write(held, batch));
        }

        /** Waits until every batch that was ended is staged, or says what kept it from being staged. */
        void await() {
            try {
                written.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }
}
