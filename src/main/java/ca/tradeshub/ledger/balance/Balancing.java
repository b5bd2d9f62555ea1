// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.balance;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.FileWarnings;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares a staged file with its sender's control totals before anything of it takes effect, and refuses the file when
 * they differ or too much of it is rejected.
 */
@Component
public class Balancing {

    private static final Logger LOG = LoggerFactory.getLogger(Balancing.class);

    private static final String COUNT_REJECTED =
            "select count(*) from record where file_id = :id and state = 'REJECTED'";

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final StagedRecords staged;
    private final RecordLedger records;
    private final FileWarnings warnings;
    private final SenderResponses responses;
    private final SequenceWatch sequences;
    private final AuditTrail audit;
    private final Clock clock;

    Balancing(
            JdbcClient jdbc,
            FileLedger files,
            StagedRecords staged,
            RecordLedger records,
            FileWarnings warnings,
            SenderResponses responses,
            SequenceWatch sequences,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.staged = staged;
        this.records = records;
        this.warnings = warnings;
        this.responses = responses;
        this.sequences = sequences;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Compares a staged file with its control totals.
     *
     * @return {@link FileOutcome.Balanced} or {@link FileOutcome.Refused}
     * @throws LeaseLostException when another worker has the file
     */
    @Transactional
    public FileOutcome balance(FileOutcome.Staged staged) {
        StagedFile file = staged.file();
        FileLease lease = file.lease();
        files.renew(lease);
        long rejected = jdbc.sql(COUNT_REJECTED)
                .param("id", lease.fileId())
                .query(Long.class)
                .single();
        Optional<FileRefusal> refusal = file.totals().refusal(rejected, file.rejectShare());
        if (refusal.isPresent()) {
            return new FileOutcome.Refused(lease, refusal.get());
        }
        file.totals().unverifiable().ifPresent(warning -> bookUnreadable(file, warning));
        book(file);
        return new FileOutcome.Balanced(lease);
    }

    /**
     * Refuses a file. Its records are removed; the file stays with its refusal code and the findings on its lines. A
     * response to the sender is due.
     *
     * @throws LeaseLostException when another worker has the file
     */
    @Transactional
    public void refuse(FileOutcome.Refused refused) {
        FileLease lease = refused.lease();
        FileRefusal refusal = refused.why();
        files.renew(lease);
        staged.discardContent(lease.fileId());
        files.refuse(lease, refusal, clock.instant());
        responses.due(lease.fileId());
        sequences.keep(lease);
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

    private void book(StagedFile file) {
        boolean money = file.lease().feed() != Feed.CERTIFICATES;
        files.book(file, file.totals().counted(), money ? file.totals().statedTotal() : BigDecimal.ZERO);
    }
}
