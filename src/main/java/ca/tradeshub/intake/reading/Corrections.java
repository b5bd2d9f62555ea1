// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.correction.CorrectionLedger.Candidate;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.springframework.stereotype.Component;

/**
 * Finds the rejected records that a file corrects although no key says so: the key was unreadable, or it was what was
 * wrong. Such a file has the sequence under which a rejection pack could be sent again and as many records as the pack;
 * the record in the place of a rejected one corrects it when the two read nearly alike.
 */
@Component
public class Corrections {

    /** Most bytes of a record that are compared. */
    private static final int COMPARED = 2_000;

    /** The part of a record, one in so many characters, that a correction may change. */
    private static final int CHANGED_PART = 16;

    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final CorrectionLedger ledger;
    private final Archive archive;

    Corrections(CorrectionLedger ledger, Archive archive) {
        this.ledger = ledger;
        this.archive = archive;
    }

    /**
     * Notes what a balanced file corrects; it takes effect when the file is applied.
     *
     * @return the file, unchanged
     * @throws IOException when the archive fails
     */
    public FileOutcome find(FileOutcome.Balanced balanced) throws IOException {
        FileLease lease = balanced.lease();
        List<Candidate> candidates = ledger.candidates(lease);
        if (!candidates.isEmpty()) {
            ledger.note(lease, corrected(lease, candidates));
        }
        return balanced;
    }

    private List<Candidate> corrected(FileLease lease, List<Candidate> candidates) throws IOException {
        List<Candidate> corrected = new ArrayList<>();
        Candidate first = candidates.get(0);
        try (RecordBytes rejected = new RecordBytes(archive.open(lease.sender(), first.archiveSha256(), first.name()));
                RecordBytes sent = new RecordBytes(archive.open(lease.sender(), lease.archiveSha256(), lease.name()))) {
            for (Candidate candidate : candidates) {
                String before = new String(rejected.read(candidate.rejected(), COMPARED), BYTES);
                String after = new String(sent.read(candidate.sent(), COMPARED), BYTES);
                if (readAlike(before, after)) {
                    corrected.add(candidate);
                }
            }
        }
        return corrected;
    }

    private static boolean readAlike(String before, String after) {
        int changes = Math.max(before.length(), after.length()) / CHANGED_PART;
        return new LevenshteinDistance(changes).apply(before, after) >= 0;
    }
}
