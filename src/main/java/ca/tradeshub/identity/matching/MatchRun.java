// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.LinkRule;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Matches many records, on all processors. The result is the same whatever the number of processors. */
public final class MatchRun {

    private final List<Match> matches;
    private final List<Pair> pairs;
    private final Groups groups;
    private final int records;
    private final int incomplete;
    private final int dividedBlocks;

    /**
     * Two records that may be of one person.
     *
     * @param first the number of the record
     * @param second the number of the record in the index
     * @param status what follows for the pair
     * @param comparison the evidence
     */
    public record Pair(int first, int second, MatchStatus status, Comparison comparison) {}

    private MatchRun(List<Match> matches, PersonIndex index) {
        this.pairs = new ArrayList<>();
        this.groups = new Groups(matches.size());
        this.records = matches.size();
        this.matches = matches;
        this.dividedBlocks = index.dividedBlocks();
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
                matches.stream().map(match -> Matcher.again(match, estimated)).toList(), index);
    }

    /**
     * Finds records of one person among records. Linked records are of one person, also when they are linked through
     * others. Records that state the same are compared with the first of them alone, which is compared with the others
     * for all of them: their pairs grow with their number, not with its square.
     *
     * @param progress receives completed records, from several threads
     */
    public static MatchRun duplicates(List<PersonTraits> records, Weights weights, LongConsumer progress) {
        Distinct distinct = new Distinct(records);
        PersonIndex index = PersonIndex.of(distinct.persons);
        LinkRule rule = new LinkRule(weights, Weights.log2(Math.max(1, records.size())));
        Matcher matcher = new Matcher(index, rule, NameCounts.of(records));
        List<Match> matches = matches(records.size(), record -> distinct.match(record, matcher), progress);
        MatchRun run = new MatchRun(matches, index);
        for (Pair pair : run.pairs) {
            if (pair.status() == MatchStatus.LINK) {
                run.groups.link(pair.first(), pair.second());
            }
        }
        return run;
    }

    /** Records without those that state the same as an earlier one. */
    private static final class Distinct {

        private static final Match NONE = new Match(MatchStatus.NONE, List.of(), true);

        final List<PersonTraits> persons = new ArrayList<>();

        /** The records that state the same, the first one first; of all but the first ones null. */
        private final List<@Nullable List<Integer>> same = new ArrayList<>();

        /** The number of each first record among the persons. */
        private final int[] number;

        /** The first record of each person. */
        private final List<Integer> first = new ArrayList<>();

        Distinct(List<PersonTraits> records) {
            number = new int[records.size()];
            Map<PersonTraits, List<Integer>> seen = new HashMap<>();
            for (int i = 0; i < records.size(); i++) {
                List<Integer> stating = seen.computeIfAbsent(records.get(i), stated -> new ArrayList<>(1));
                stating.add(i);
                same.add(stating.size() == 1 ? stating : null);
                if (stating.size() == 1) {
                    number[i] = persons.size();
                    persons.add(records.get(i));
                    first.add(i);
                }
            }
        }

        /** The match of a record with later ones; that of all records that state the same is the match of the first. */
        Match match(int record, Matcher matcher) {
            List<Integer> stating = same.get(record);
            if (stating == null) {
                return NONE;
            }
            Match others = matcher.duplicates(number[record]);
            List<Candidate> candidates = new ArrayList<>();
            others.candidates()
                    .forEach(each ->
                            candidates.add(new Candidate(first.get(each.person()), each.status(), each.comparison())));
            if (stating.size() > 1) {
                candidates.addAll(matcher.same(persons.get(number[record]), stating.subList(1, stating.size())));
            }
            return Matcher.duplicates(candidates, others.isComplete());
        }
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

    /** The blocks that had to be divided. */
    public int dividedBlocks() {
        return dividedBlocks;
    }
}
