// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import ca.tradeshub.generator.random.SeededRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The faults to inject into a year; a clean year has none. Each agreement, certificate and pay line gets one fault at
 * most, so that the expected result can be computed.
 *
 * @param shares the share of each kind of fault; an absent kind is not injected
 * @param recordDefects defects of the rejected records, at least one
 */
public record FaultInjection(Map<FaultKind, Share> shares, Set<RecordDefect> recordDefects) {

    /** No faults: a clean year. */
    public static final FaultInjection NONE = new FaultInjection(Map.of(), EnumSet.allOf(RecordDefect.class));

    /** With more rejected records, whole files would be refused for their share of rejected records. */
    private static final int MOST_REJECTED = 100_000;

    /** At most half of the records, because the others must stay unchanged. */
    private static final int MOST_FAULTY = 500_000;

    /**
     * @throws ImpossibleYearException if the shares are too large for the expected results to be computed
     */
    public FaultInjection {
        shares = Map.copyOf(shares);
        recordDefects = Set.copyOf(recordDefects);
        ImpossibleYearException.unless(!recordDefects.isEmpty(), "no-defect");
        ImpossibleYearException.unless(perMillion(shares, FaultKind.REJECTED) <= MOST_REJECTED, "rejected");
        ImpossibleYearException.unless(
                perMillion(shares, FaultKind.CORRECTION)
                                + perMillion(shares, FaultKind.LATE)
                                + perMillion(shares, FaultKind.LOST)
                                + perMillion(shares, FaultKind.DUPLICATE)
                        <= MOST_FAULTY,
                "shares");
    }

    private static int perMillion(Map<FaultKind, Share> shares, FaultKind kind) {
        return shares.getOrDefault(kind, Share.NONE).perMillion();
    }

    /** Returns the share of a kind of fault, zero if it is not injected. */
    public Share share(FaultKind kind) {
        return shares.getOrDefault(kind, Share.NONE);
    }

    /** Draws whether a fault of a kind is injected into one record. */
    public boolean hits(FaultKind kind, SeededRandom random) {
        return share(kind).hits(random);
    }

    /** Draws the defect of an additional rejected record of a feed; empty if none is to be sent. */
    public Optional<RecordDefect> rejection(Set<RecordDefect> ofTheFeed, SeededRandom random) {
        if (!hits(FaultKind.REJECTED, random)) {
            return Optional.empty();
        }
        List<RecordDefect> possible = Arrays.stream(RecordDefect.values())
                .filter(recordDefects::contains)
                .filter(ofTheFeed::contains)
                .toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of(random.of(possible));
    }
}
