// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.LinkRule;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Matches many records, on all processors. The result is the same whatever the number of processors. */
public final class MatchRun {

    private final List<Match> matches;
    private final List<Pair> pairs;
    private final Groups groups;
    private final int records;
    private final int incomplete;

    /**
     * Two records that may be of one person.
     *
     * @param first the number of the record
     * @param second the number of the record in the index
     * @param status what follows for the pair
     * @param comparison the evidence
     */
    public record Pair(int first, int second, MatchStatus status, Comparison comparison) {}

    private MatchRun(List<Match> matches) {
        this.pairs = new ArrayList<>();
        this.groups = new Groups(matches.size());
        this.records = matches.size();
        this.matches = matches;
        this.incomplete =
                (int) matches.stream().filter(found -> !found.isComplete()).count();
        for (int i = 0; i < matches.size(); i++) {
            Match match = matches.get(i);
            for (Candidate candidate : match.candidates()) {
                boolean unclear = match.status() == MatchStatus.AMBIGUOUS && candidate.status() == MatchStatus.LINK;
                pairs.add(new Pair(
                        i,
                        candidate.person(),
                        unclear ? MatchStatus.AMBIGUOUS : candidate.status(),
                        candidate.comparison()));
            }
        }
    }

    /**
     * Links records with the persons of an index. How many of the records have a counterpart is estimated first: the
     * fewer they are, the more evidence a pair needs. Names are counted in the records and in the index.
     *
     * @param progress receives completed records, from several threads
     */
    public static MatchRun link(List<PersonTraits> records, PersonIndex index, Weights weights, LongConsumer progress) {
        double atLeast = Weights.log2(Math.max(1, Math.max(records.size(), index.size())));
        LinkRule rule = new LinkRule(weights, atLeast);
        Matcher matcher = new Matcher(index, rule, index.frequencies(records));
        List<Match> matches = matches(records.size(), i -> matcher.match(records.get(i)), progress);
        LinkRule estimated = rule.withChance(Counterparts.chance(matches, index.size()));
        return new MatchRun(
                matches.stream().map(match -> Matcher.again(match, estimated)).toList());
    }

    /**
     * Finds records of one person in an index. Linked records are of one person, also when they are linked through
     * others.
     *
     * @param progress receives completed records, from several threads
     */
    public static MatchRun duplicates(PersonIndex index, Weights weights, LongConsumer progress) {
        Matcher matcher = new Matcher(index, weights);
        MatchRun run = new MatchRun(matches(index.size(), matcher::duplicates, progress));
        for (Pair pair : run.pairs) {
            if (pair.status() == MatchStatus.LINK) {
                run.groups.link(pair.first(), pair.second());
            }
        }
        return run;
    }

    private static List<Match> matches(int records, IntFunction<Match> match, LongConsumer progress) {
        return IntStream.range(0, records)
                .parallel()
                .mapToObj(record -> {
                    Match found = match.apply(record);
                    progress.accept(1);
                    return found;
                })
                .toList();
    }

    /** The match of each record. */
    public List<Match> matches() {
        return matches;
    }

    /** The pairs above the threshold for review, in the order of the records, the best one of a record first. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** The linked pairs, each as the two numbers. */
    public List<int[]> links() {
        return pairs.stream()
                .filter(pair -> pair.status() == MatchStatus.LINK)
                .map(pair -> new int[] {pair.first(), pair.second()})
                .toList();
    }

    /** How many pairs have a status. */
    public long count(MatchStatus status) {
        return pairs.stream().filter(pair -> pair.status() == status).count();
    }

    /** The first record of the person that a record is of, among duplicates. */
    public int group(int record) {
        return groups.of(record);
    }

    /** How many persons the records are of, among duplicates. */
    public long groups() {
        return IntStream.range(0, records)
                .filter(record -> groups.of(record) == record)
                .count();
    }

    /** Records that were not compared with all persons of a block, because it was too large. */
    public int incomplete() {
        return incomplete;
    }
}
