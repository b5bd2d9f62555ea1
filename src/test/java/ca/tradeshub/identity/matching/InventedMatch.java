// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Records of invented persons without identifiers, matched with the persons stored. One record of eleven is of a person
 * who is not stored.
 *
 * @param records the records
 * @param known records of persons who are stored
 * @param links records that were linked
 * @param right records that were linked with their person
 * @param review records with candidates below the threshold for a link, or that lack a required field
 * @param ambiguous records with several persons above the threshold for a link
 * @param incomplete records that were not compared with a whole block
 * @param seconds the wall time of the matching
 */
public record InventedMatch(
        int records, long known, long links, long right, long review, long ambiguous, long incomplete, double seconds) {

    /** The persons with the numbers from 0. */
    public static PersonIndex index(InventedPersons invented, int persons) {
        PersonIndex.Builder builder = new PersonIndex.Builder();
        for (int i = 0; i < persons; i++) {
            builder.add(PersonTraits.of(invented.person(i)));
        }
        return builder.build();
    }

    /** Matches records, which are spread over the persons stored and a tenth more. */
    public static InventedMatch of(PersonIndex index, InventedPersons invented, int records) {
        double step = index.size() * 1.1 / records;
        List<PersonTraits> prepared = IntStream.range(0, records)
                .mapToObj(i -> PersonTraits.of(invented.record((int) (i * step))))
                .toList();
        long begun = System.nanoTime();
        MatchRun run = MatchRun.link(prepared, index, Weights.standard(), done -> {});
        double seconds = (System.nanoTime() - begun) / 1e9;
        long right = run.links().stream()
                .filter(link -> link[1] == (int) (link[0] * step))
                .count();
        long known = IntStream.range(0, records)
                .filter(i -> (int) (i * step) < index.size())
                .count();
        return new InventedMatch(
                records,
                known,
                count(run, MatchStatus.LINK),
                right,
                count(run, MatchStatus.REVIEW),
                count(run, MatchStatus.AMBIGUOUS),
                run.incomplete(),
                seconds);
    }

    private static long count(MatchRun run, MatchStatus status) {
        return run.matches().stream().filter(match -> match.status() == status).count();
    }

    /** The share of links that are right. */
    public double precision() {
        return links == 0 ? 1 : (double) right / links;
    }

    /** The share of records of stored persons that are linked with their person. */
    public double recall() {
        return (double) right / known;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d records, %d of persons stored: %d linked, %.5f of them right, %.4f of the persons stored; "
                        + "%d to review, %d ambiguous, %d not compared with a whole block; %.1f s",
                records,
                known,
                links,
                precision(),
                recall(),
                review,
                ambiguous,
                incomplete,
                seconds);
    }
}
