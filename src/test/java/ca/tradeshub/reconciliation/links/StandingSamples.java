// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.records.StandingRecord;
import java.time.Instant;
import java.time.LocalDate;

/** Makes standing records of one file, each on the next line. */
public final class StandingSamples {

    private final PersonEvidences evidences;
    private int line = 1;

    public StandingSamples(PersonEvidences evidences) {
        this.evidences = evidences;
    }

    public PersonRecord of(Registration registration) {
        return new PersonRecord(standing(registration), evidences.of(registration));
    }

    public PersonRecord of(Certificate certificate) {
        return new PersonRecord(standing(certificate), evidences.of(certificate));
    }

    private <R extends CanonicalRecord> StandingRecord<R> standing(R content) {
        line++;
        return new StandingRecord<>(
                new RecordAddress(1, line),
                new SourceRef(content.feed(), "file", "sha", line, 0, 1),
                RecordState.PENDING,
                null,
                1,
                LocalDate.of(2026, 11, 20),
                Instant.EPOCH,
                content);
    }
}
