// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.correction.CorrectionLedger.ByPlace;
import ca.tradeshub.correction.CorrectionLedger.SamePlace;
import ca.tradeshub.correction.CorrectionLedger.Source;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.mapping.Mappings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds the rejected records that a resubmission corrects: by their keys, and where the key of a rejected record could not
 * be read by its place in the pack that was given out under the name of the resubmission. The place never overrides a
 * person that can be read, and how alike two records are is only noted.
 */
@Component
public class Corrections {

    /** Most bytes of a record that are compared. */
    private static final int COMPARED = 2_000;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final CorrectionLedger ledger;
    private final Archive archive;
    private final ReadablePersons persons;

    Corrections(CorrectionLedger ledger, Archive archive, Mappings mappings) {
        this.ledger = ledger;
        this.archive = archive;
        this.persons = new ReadablePersons(mappings);
    }

    /**
     * Notes what the balanced files correct; it takes effect when they are applied.
     *
     * @return the files, unchanged
     * @throws IOException when the archive fails
     */
    public FileGroup find(FileGroup group) throws IOException {
        for (FileOutcome.Balanced balanced : group.all(FileOutcome.Balanced.class)) {
            find(balanced.lease());
        }
        return group;
    }

    private void find(FileLease lease) throws IOException {
        boolean isResubmission = SenderFileName.parse(lease.name())
                .filter(name -> name.resubmission() > 0)
                .isPresent();
        if (isResubmission) {
            List<SamePlace> places = ledger.linkByKey(lease);
            if (!places.isEmpty()) {
                ledger.linkByPlace(lease, byPlace(lease, places));
            }
        }
    }

    private List<ByPlace> byPlace(FileLease lease, List<SamePlace> places) throws IOException {
        Archived rejectedFile =
                new Archived(lease.sender(), ledger.source(places.get(0).rejectedFile()));
        Archived sentFile = new Archived(lease.sender(), ledger.source(lease.fileId()));
        Map<Integer, Map<String, Object>> rejectedPersons = persons.of(
                rejectedFile,
                places.stream().map(each -> each.rejected().line()).collect(Collectors.toSet()));
        Map<Integer, Map<String, Object>> sentPersons = persons.of(
                sentFile, places.stream().map(each -> each.sent().line()).collect(Collectors.toSet()));
        List<ByPlace> corrections = new ArrayList<>();
        try (RecordBytes rejected = new RecordBytes(rejectedFile.open());
                RecordBytes sent = new RecordBytes(sentFile.open())) {
            for (SamePlace each : places) {
                byte[] before = rejected.read(each.rejected(), COMPARED);
                byte[] after = sent.read(each.sent(), COMPARED);
                if (!ReadablePersons.differ(
                        rejectedPersons.getOrDefault(each.rejected().line(), Map.of()),
                        sentPersons.getOrDefault(each.sent().line(), Map.of()))) {
                    corrections.add(new ByPlace(each, wordsInCommon(before, after)));
                }
            }
        }
        return corrections;
    }

    private static int wordsInCommon(byte[] before, byte[] after) {
        Set<String> both = words(before);
        Set<String> either = words(after);
        int words = both.size() + either.size();
        both.retainAll(either);
        return words == 0 ? 0 : 100 * both.size() / (words - both.size());
    }

    private static Set<String> words(byte[] record) {
        return Arrays.stream(BETWEEN_WORDS.split(new String(record, StandardCharsets.ISO_8859_1)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The content of an accepted file, read from the archive. */
    private final class Archived implements FileContent {

        private final String sender;
        private final Source source;

        Archived(String sender, Source source) {
            this.sender = sender;
            this.source = source;
        }

        @Override
        public String sender() {
            return sender;
        }

        @Override
        public SenderFileName name() {
            return SenderFileName.parse(source.name()).orElseThrow();
        }

        @Override
        public InputStream open() throws IOException {
            return archive.open(sender, source.archiveSha256(), source.name());
        }

        @Override
        public InputStream openControl() throws IOException {
            return archive.open(
                    sender,
                    Objects.requireNonNull(source.controlSha256(), "only payroll has a control file"),
                    Objects.requireNonNull(source.controlName(), "only payroll has a control file"));
        }
    }
}
