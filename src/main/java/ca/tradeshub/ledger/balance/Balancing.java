// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.balance;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.FileWarnings;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.file.StagedFile;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.record.StagedRecords;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares staged files with their senders' control totals before anything of them takes effect, and refuses a file when
 * they differ or too much of it is rejected.
 */
@Component
public class Balancing {

    private static final Logger LOG = LoggerFactory.getLogger(Balancing.class);

    private final FileLedger files;
    private final StagedRecords staged;
    private final RecordLedger records;
    private final FileWarnings warnings;
    private final SenderResponses responses;
    private final SequenceWatch sequences;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Balancing(
            FileLedger files,
            StagedRecords staged,
            RecordLedger records,
            FileWarnings warnings,
            SenderResponses responses,
            SequenceWatch sequences,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.files = files;
        this.staged = staged;
        this.records = records;
        this.warnings = warnings;
        this.responses = responses;
        this.sequences = sequences;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Compares the staged files with their control totals.
     *
     * @return the files; those that were staged are {@link FileOutcome.Balanced} or {@link FileOutcome.Refused}
     * @throws LeaseLostException when another worker has one of them
     */
    @Transactional
    public FileGroup balance(FileGroup group) {
        List<StagedFile> staged = group.all(FileOutcome.Staged.class).stream()
                .map(FileOutcome.Staged::file)
                .toList();
        if (staged.isEmpty()) {
            return group;
        }
        files.renew(staged.stream().map(StagedFile::lease).toList());
        Map<Long, Long> rejected = records.rejected(
                staged.stream().map(file -> file.lease().fileId()).toList());
        List<FileOutcome> outcomes = new ArrayList<>();
        List<StagedFile> balanced = new ArrayList<>();
        for (StagedFile file : staged) {
            FileLease lease = file.lease();
            Optional<FileRefusal> refusal =
                    file.totals().refusal(rejected.getOrDefault(lease.fileId(), 0L), file.rejectShare());
            if (refusal.isPresent()) {
                outcomes.add(new FileOutcome.Refused(lease, refusal.get()));
            } else {
                file.totals().unverifiable().ifPresent(warning -> bookUnreadable(file, warning));
                balanced.add(file);
                outcomes.add(new FileOutcome.Balanced(lease));
            }
        }
        book(balanced);
        return group.with(outcomes);
    }

    /**
     * Refuses the files that are to be refused, each in a transaction of its own. Their records are removed; a file stays
     * with its refusal code and the findings on its lines. A response to the sender is due.
     *
     * @return the files, unchanged
     * @throws LeaseLostException when another worker has one of them
     */
    public FileGroup refuse(FileGroup group) {
        group.all(FileOutcome.Refused.class)
                .forEach(refused -> transaction.executeWithoutResult(status -> refuse(refused)));
        return group;
    }

    private void refuse(FileOutcome.Refused refused) {
        FileLease lease = refused.lease();
        FileRefusal refusal = refused.why();
        files.renew(lease);
        this.staged.discardContent(lease.fileId());
        files.refuse(lease, refusal, clock.instant());
        responses.due(lease.fileId());
        sequences.keep(List.of(lease));
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()));
                MDC.MDCCloseable line = MDC.putCloseable("line", Objects.toString(refusal.line(), ""))) {
            LOG.info("Refused file {}: {}", lease.fileId(), refusal.code());
        }
        audit.append(
                "process-file",
                "refuse",
                "file:" + lease.fileId(),
                Map.of("code", refusal.code().code()));
    }

    /**
     * An unreadable amount makes the total unverifiable. The difference between the stated total and the readable amounts
     * is booked to the first record without an amount, so that the balance still holds to the cent.
     */
    private void bookUnreadable(StagedFile file, FileWarning warning) {
        boolean money = file.lease().feed() != Feed.CERTIFICATES;
        records.bookUnreadable(file.lease().fileId(), money ? file.totals().missing() : BigDecimal.ZERO);
        warnings.add(file.lease().fileId(), warning);
    }

    private void book(List<StagedFile> balanced) {
        if (!balanced.isEmpty()) {
            files.book(balanced, balanced.stream().map(Balancing::amount).toList());
        }
    }

    private static BigDecimal amount(StagedFile file) {
        return file.lease().feed() != Feed.CERTIFICATES ? file.totals().statedTotal() : BigDecimal.ZERO;
    }
}
