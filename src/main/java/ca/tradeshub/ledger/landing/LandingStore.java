// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.ledger.FileWarnings;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import org.springframework.stereotype.Component;

/** Writes what was decided about a batch of files, in the transaction of their landing. */
@Component
public class LandingStore {

    private final FileLedger files;
    private final ControlPairing controls;
    private final PendingUploads uploads;
    private final FileWarnings warnings;
    private final SenderResponses responses;
    private final AuditTrail audit;

    LandingStore(
            FileLedger files,
            ControlPairing controls,
            PendingUploads uploads,
            FileWarnings warnings,
            SenderResponses responses,
            AuditTrail audit) {
        this.files = files;
        this.controls = controls;
        this.uploads = uploads;
        this.warnings = warnings;
        this.responses = responses;
        this.audit = audit;
    }

    void write(LandingBatch batch) {
        batch.seen().forEach(files::sourceSeen);
        batch.returned().forEach(files::sourceReturned);
        if (!batch.replaced().isEmpty()) {
            controls.replace(batch.replaced());
        }
        if (!batch.rows().isEmpty()) {
            files.land(batch.inbox(), FileRow.json(batch.rows()), batch.now());
        }
        controls.pair(batch.inbox(), batch.paired());
        uploads.landed(batch.inbox(), batch.landed());
        batch.warnings().forEach((id, each) -> each.forEach(warning -> warnings.add(id, warning)));
        responses.due(batch.refused());
        responses.due(batch.replaced());
        audit.append(batch.acts());
    }
}
