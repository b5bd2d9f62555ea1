package ca.tradeshub.generator.request;

import ca.tradeshub.generator.random.SeededRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What disturbs a year; nothing does in a clean one. Each agreement, certificate and pay line is disturbed in one way at
 * most, so that the outcome stays known.
 *
 * @param refused of the files, those whose first attempt is broken and refused
 * @param rejected records that are rejected, beside the year's own, as a share of them
 * @param recordDefects what is wrong with those, at least one
 * @param corrections of the records, those that a newer version replaces afterwards
 * @param withdrawals of the certificates, those first sent under a wrong trade and put right afterwards
 * @param late of the registrations, those that come after the pay they belong to
 * @param lost of the registrations, those that never come
 * @param duplicates of the records, those sent again unchanged
 * @param nameErrors of the pay and the certificates, those that write the name otherwise
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

    /** A clean year. */
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

    /** More rejected records than this would have whole files refused for their share of them. */
    private static final int MOST_REJECTED = 100_000;

    /** A half: the others must stay as they are. */
    private static final int MOST_FAULTY = 500_000;

    /**
     * @throws ImpossibleYearException when shares are too large for their outcome to be known
     */
    public FaultInjection {
        if (recordDefects.isEmpty()) {
            throw new ImpossibleYearException("Rejected records need something that is wrong with them");
        }
        if (rejected.perMillion() > MOST_REJECTED) {
            throw new ImpossibleYearException("At most 0.1 of the records can be rejected ones; beyond that whole files"
                    + " would be refused for their share of them");
        }
        int agreements = corrections.perMillion() + late.perMillion() + lost.perMillion() + duplicates.perMillion();
        if (agreements > MOST_FAULTY) {
            throw new ImpossibleYearException(
                    "Corrections, late and lost registrations and duplicates together can be at most 0.5");
        }
    }

    /** Whether a record of a feed is rejected beside this one, and for what. */
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
