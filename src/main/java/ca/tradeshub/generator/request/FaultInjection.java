package ca.tradeshub.generator.request;

import ca.tradeshub.generator.random.SeededRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The faults to inject into a year; a clean year has none. Each agreement, certificate and pay line gets one fault at
 * most, so that the expected result can be computed.
 *
 * @param refused share of files whose first attempt has a defect and is refused
 * @param rejected additional records that are rejected, as a share of the clean records
 * @param recordDefects defects of the rejected records, at least one
 * @param corrections share of records that a newer version replaces afterwards
 * @param withdrawals share of certificates sent under a wrong trade first and corrected afterwards
 * @param late share of registrations that arrive after the pay they belong to
 * @param lost share of registrations that never arrive
 * @param duplicates share of records that are sent again unchanged
 * @param nameErrors share of pay and certificates with a variation of the name
 */
public record FaultInjection(
        Share refused,
        Share rejected,
        Set<RecordDefect> recordDefects,
        Share corrections,
        Share withdrawals,
        Share late,
        Share lost,
        Share duplicates,
        Share nameErrors) {

    /** No faults: a clean year. */
    public static final FaultInjection NONE = new FaultInjection(
            Share.NONE,
            Share.NONE,
            EnumSet.allOf(RecordDefect.class),
            Share.NONE,
            Share.NONE,
            Share.NONE,
            Share.NONE,
            Share.NONE,
            Share.NONE);

    /** With more rejected records, whole files would be refused for their share of rejected records. */
    private static final int MOST_REJECTED = 100_000;

    /** At most half of the records, because the others must stay unchanged. */
    private static final int MOST_FAULTY = 500_000;

    /**
     * @throws ImpossibleYearException if the shares are too large for the expected results to be computed
     */
    public FaultInjection {
        if (recordDefects.isEmpty()) {
            throw new ImpossibleYearException("Name at least one defect for rejected records");
        }
        if (rejected.perMillion() > MOST_REJECTED) {
            throw new ImpossibleYearException("The share of rejected records can be at most 0.1; with more, the hub"
                    + " would refuse whole files");
        }
        int agreements = corrections.perMillion() + late.perMillion() + lost.perMillion() + duplicates.perMillion();
        if (agreements > MOST_FAULTY) {
            throw new ImpossibleYearException(
                    "The shares of corrections, late and lost registrations and duplicates can be at most 0.5 in total");
        }
    }

    /** Draws the defect of an additional rejected record of a feed; empty if none is to be sent. */
    public Optional<RecordDefect> rejection(Set<RecordDefect> ofTheFeed, SeededRandom random) {
        if (!rejected.hits(random)) {
            return Optional.empty();
        }
        List<RecordDefect> possible = Arrays.stream(RecordDefect.values())
                .filter(recordDefects::contains)
                .filter(ofTheFeed::contains)
                .toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of(random.of(possible));
    }
}
