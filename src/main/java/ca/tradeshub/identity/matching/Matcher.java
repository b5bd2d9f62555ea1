// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.LinkRule;
import ca.tradeshub.identity.NameFrequencies;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Matches records with the persons of an index. Two records are linked when their evidence exceeds chance by the
 * threshold for a link, and the required fields agree or are close. Chance is the logarithm of the number of persons,
 * unless {@link MatchRun} finds that fewer records have a counterpart.
 */
public final class Matcher {

    private static final Comparator<Candidate> BEST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.comparison().bits())
            .thenComparingInt(Candidate::person);

    private final PersonIndex index;
    private final LinkRule rule;
    private final PersonComparison comparison;

    /** A matcher with the persons of an index, whose names are counted for the weights. */
    public Matcher(PersonIndex index, Weights weights) {
        this(index, new LinkRule(weights, Weights.log2(Math.max(1, index.size()))), index.frequencies());
    }

    /** A matcher with another chance, and other persons whose names are counted. */
    Matcher(PersonIndex index, LinkRule rule, NameFrequencies frequencies) {
        this.index = index;
        this.rule = rule;
        this.comparison = new PersonComparison(rule.weights(), frequencies);
    }

    /** Matches a record that is not a person of the index. */
    public Match match(PersonTraits record) {
        PersonIndex.Found found = index.find(record);
        return decided(candidates(record, found, 0), found.isComplete());
    }

    /** Matches a person of the index with the persons after it. Several of them may be records of the person. */
    public Match duplicates(int person) {
        PersonTraits record = index.person(person);
        PersonIndex.Found found = index.find(record);
        return duplicates(candidates(record, found, person + 1), found.isComplete());
    }

    /** Other records of the content of a record, if that is enough for a candidate. */
    List<Candidate> same(PersonTraits record, List<Integer> others) {
        Comparison evidence = comparison.compare(record, record);
        return rule.isCandidate(evidence)
                ? others.stream()
                        .map(other -> new Candidate(other, status(evidence, rule), evidence))
                        .toList()
                : List.of();
    }

    /** The match of a record with other records, several of which may be of its person. */
    static Match duplicates(List<Candidate> candidates, boolean complete) {
        boolean links = candidates.stream().anyMatch(candidate -> candidate.status() == MatchStatus.LINK);
        return new Match(
                links ? MatchStatus.LINK : candidates.isEmpty() ? MatchStatus.NONE : MatchStatus.REVIEW,
                candidates.stream().sorted(BEST).toList(),
                complete);
    }

    /** The same match by another rule, whose chance is not lower: fewer candidates, and fewer of them linked. */
    static Match again(Match match, LinkRule rule) {
        List<Candidate> candidates = match.candidates().stream()
                .filter(candidate -> rule.isCandidate(candidate.comparison()))
                .map(candidate ->
                        new Candidate(candidate.person(), status(candidate.comparison(), rule), candidate.comparison()))
                .toList();
        return decided(candidates, match.isComplete());
    }

    private List<Candidate> candidates(PersonTraits record, PersonIndex.Found found, int from) {
        double review = rule.review();
        List<Candidate> candidates = new ArrayList<>();
        PersonComparison.Against against = comparison.against(record);
        for (int ordinal : found.ordinals()) {
            if (ordinal >= from) {
                PersonTraits person = index.person(ordinal);
                if (against.bits(person, review) >= review) {
                    Comparison evidence = comparison.compare(record, person);
                    candidates.add(new Candidate(ordinal, status(evidence, rule), evidence));
                }
            }
        }
        candidates.sort(BEST);
        return candidates;
    }

    private static MatchStatus status(Comparison evidence, LinkRule rule) {
        return rule.isLink(evidence) ? MatchStatus.LINK : MatchStatus.REVIEW;
    }

    /** A second person above the threshold makes a match ambiguous, and so does one who was not compared. */
    private static Match decided(List<Candidate> candidates, boolean complete) {
        long links = candidates.stream()
                .filter(candidate -> candidate.status() == MatchStatus.LINK)
                .count();
        MatchStatus status;
        if (links == 0) {
            status = candidates.isEmpty() ? MatchStatus.NONE : MatchStatus.REVIEW;
        } else {
            status = links == 1 && complete ? MatchStatus.LINK : MatchStatus.AMBIGUOUS;
        }
        return new Match(status, candidates, complete);
    }
}
