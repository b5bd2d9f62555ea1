// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.protection.Masking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** What follows when files take effect or a dry run of them ends, in the transaction in which they do. */
@Component
class TakingEffect {

    private static final Logger LOG = LoggerFactory.getLogger(TakingEffect.class);

    private final FileLedger files;
    private final Balances balances;
    private final ExceptionCases exceptions;
    private final SequenceWatch sequences;
    private final SenderResponses responses;
    private final AuditTrail audit;

    TakingEffect(
            FileLedger files,
            Balances balances,
            ExceptionCases exceptions,
            SequenceWatch sequences,
            SenderResponses responses,
            AuditTrail audit) {
        this.files = files;
        this.balances = balances;
        this.exceptions = exceptions;
        this.sequences = sequences;
        this.responses = responses;
        this.audit = audit;
    }

    /**
     * Opens the balances of files of a feed whose records have their states, and the exceptions of held records.
     *
     * @return how many records of each file are in which state
     */
    Map<Long, Map<RecordState, Long>> open(Feed feed, List<FileLease> leases) {
        Map<Long, Map<RecordState, Long>> counts = balances.open(feed, ids(leases));
        counts.forEach((file, records) -> {
            if (records.containsKey(RecordState.HELD)) {
                exceptions.openForFile(file);
            }
        });
        return counts;
    }

    /**
     * Ends the application of files: they have taken effect, and responses to their senders are due.
     *
     * @param counts how many records of each file are in which state
     */
    void finish(List<FileLease> leases, Map<Long, Map<RecordState, Long>> counts, Instant now) {
        files.apply(ids(leases), now);
        sequences.keep(leases);
        responses.due(ids(leases));
        List<AuditTrail.Act> acts = new ArrayList<>();
        for (FileLease lease : leases) {
            Map<String, Long> states = new TreeMap<>();
            counts.getOrDefault(lease.fileId(), Map.of())
                    .forEach((state, records) -> states.put(state.name(), records));
            try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
                LOG.info("Applied file {}: {}", lease.fileId(), states);
            }
            acts.add(new AuditTrail.Act("process-file", "apply", "file:" + lease.fileId(), states));
        }
        audit.append(acts);
    }

    /** Ends the dry run of a file: its balance is the one it would have had, and a response is due. */
    void rehearsed(FileLease lease, Instant now) {
        balances.open(lease.feed(), List.of(lease.fileId()));
        files.rehearse(lease, now);
        responses.due(lease.fileId());
        audit.append("process-file", "rehearse", "file:" + lease.fileId(), Map.of());
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            LOG.info("Dry run of file {} finished", lease.fileId());
        }
    }

    private static List<Long> ids(List<FileLease> leases) {
        return leases.stream().map(FileLease::fileId).toList();
    }
}
