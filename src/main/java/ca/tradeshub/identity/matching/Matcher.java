// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Matches records with the persons of an index. Two records are linked when their evidence exceeds chance, which is the
 * logarithm of the number of persons, by the threshold for a link, and the required fields agree or are close.
 */
public final class Matcher {

    private static final Comparator<Candidate> BEST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.comparison().bits())
            .thenComparingInt(Candidate::person);

    private final PersonIndex index;
    private final Weights weights;
    private final PersonComparison comparison;
    private final double link;
    private final double review;

    /** A matcher with the persons of an index, whose names are counted for the weights. */
    public Matcher(PersonIndex index, Weights weights) {
        this.index = index;
        this.weights = weights;
        this.comparison = new PersonComparison(weights, index.frequencies());
        double chance = Weights.log2(Math.max(1, index.size()));
        this.link = chance + weights.link();
        this.review = chance + weights.review();
    }

    /** Matches a record that is not a person of the index. */
    public Match match(PersonTraits record) {
        PersonIndex.Found found = index.find(record);
        List<Candidate> candidates = candidates(record, found, 0);
        return new Match(status(candidates, found.isComplete()), candidates, found.isComplete());
    }

    /** Matches a person of the index with the persons after it. Several of them may be records of the person. */
    public Match duplicates(int person) {
        PersonTraits record = index.person(person);
        PersonIndex.Found found = index.find(record);
        List<Candidate> candidates = candidates(record, found, person + 1);
        boolean links = candidates.stream().anyMatch(candidate -> candidate.status() == MatchStatus.LINK);
        return new Match(
                links ? MatchStatus.LINK : candidates.isEmpty() ? MatchStatus.NONE : MatchStatus.REVIEW,
                candidates,
                found.isComplete());
    }

    private List<Candidate> candidates(PersonTraits record, PersonIndex.Found found, int from) {
        List<Candidate> candidates = new ArrayList<>();
        PersonComparison.Against against = comparison.against(record);
        for (int ordinal : found.ordinals()) {
            if (ordinal >= from) {
                PersonTraits person = index.person(ordinal);
                if (against.bits(person, review) >= review) {
                    Comparison evidence = comparison.compare(record, person);
                    candidates.add(new Candidate(ordinal, status(evidence), evidence));
                }
            }
        }
        candidates.sort(BEST);
        return candidates;
    }

    private MatchStatus status(Comparison evidence) {
        boolean agrees = weights.required().stream()
                .allMatch(field -> evidence.level(field).isAlike());
        return agrees && evidence.bits() >= link ? MatchStatus.LINK : MatchStatus.REVIEW;
    }

    /** A second person above the threshold makes a match ambiguous, and so does one who was not compared. */
    private static MatchStatus status(List<Candidate> candidates, boolean complete) {
        long links = candidates.stream()
                .filter(candidate -> candidate.status() == MatchStatus.LINK)
                .count();
        if (links == 0) {
            return candidates.isEmpty() ? MatchStatus.NONE : MatchStatus.REVIEW;
        }
        return links == 1 && complete ? MatchStatus.LINK : MatchStatus.AMBIGUOUS;
    }
}
