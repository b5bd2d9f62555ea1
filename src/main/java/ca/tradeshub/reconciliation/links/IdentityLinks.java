// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.LinkRule;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.IdentityDivision.Settlement;
import ca.tradeshub.reconciliation.records.LinkedPersons.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Persons without a common identifier, of whom one has no account number, and what their records say for one person. A
 * pair is linked when its evidence is above the threshold and neither of the two has a second candidate; every other pair
 * above the threshold for review is doubtful. The result depends on the records and the resolutions alone.
 *
 * @param persons the persons, those that are linked as one
 * @param linked the pairs that were linked, automatically or by a resolution
 * @param doubtful the pairs that a person must decide about
 * @param candidates the pairs from which these are, and who has too many
 */
public record IdentityLinks(
        List<PersonRecords> persons, List<Pair> linked, List<Pair> doubtful, CandidatePairs candidates) {

    /**
     * Two persons whose records agree.
     *
     * @param one the person without account number; of two such the one with the lower client id
     * @param left the record of the first that agrees most
     * @param right the record of the other
     * @param isAbove whether the evidence is above the threshold for a link
     * @param basis what a person's resolution applies to
     * @param bases those of all records of both
     */
    public record Pair(
            PersonRecords one,
            PersonRecords other,
            PersonRecord left,
            PersonRecord right,
            Comparison comparison,
            boolean isAbove,
            String basis,
            List<String> bases) {

        /** The two as they are stored. */
        public Link link() {
            return new Link(one.identifier(), other.identifier());
        }
    }

    /** Compares records that have no identifier in common. */
    public static final class Finder {

        private final PersonComparison comparison;
        private final LinkRule rule = LinkRule.standard();
        private final IdentityBasis basis;

        /** Finds links by a comparison of persons; the basis names what a resolution applies to. */
        public Finder(PersonComparison comparison, IdentityBasis basis) {
            this.comparison = comparison;
            this.basis = basis;
        }

        /** Whether two records may be of one person: a registration without account number and any other record. */
        public boolean isCandidate(PersonRecord one, PersonRecord other) {
            boolean isWeak = one.isWithoutAccount() || other.isWithoutAccount();
            String client = one.evidence().numbers().clientId();
            boolean isSameClient =
                    client != null && client.equals(other.evidence().numbers().clientId());
            if (!isWeak || isSameClient) {
                return false;
            }
            PersonComparison.Against against = one.against(comparison);
            if (!rule.mayBeCandidateByOtherFields(against, other.traitsWithoutNames())
                    || !rule.mayBeCandidate(against, other.traitsWithoutNumbers())) {
                return false;
            }
            Comparison compared = compared(one, other);
            return !compared.contradicts() && rule.isCandidate(compared);
        }

        /** What of a record is computed once for many comparisons. */
        PersonComparison.Against against(PersonRecord record) {
            return record.against(comparison);
        }

        /** Whether a pair may reach the threshold for review, as far as birth date and postal code decide. */
        boolean mayReach(PersonComparison.Against one, @Nullable BirthDate birthDate, @Nullable String postalCode) {
            return rule.mayBeCandidate(one, birthDate, postalCode);
        }

        private Comparison compared(PersonRecord one, PersonRecord other) {
            return comparison.compare(one.traitsWithoutNumbers(), other.traitsWithoutNumbers());
        }

        /** Whether a pair can reach the threshold for review; nearly all cannot. */
        private boolean mayReach(PersonRecords one, PersonRecords other) {
            return one.records().stream()
                    .map(record -> record.against(comparison))
                    .anyMatch(against -> other.records().stream()
                            .anyMatch(record -> rule.mayBeCandidate(against, record.traitsWithoutNumbers())));
        }

        /** Another client id or no account number is why the two are compared; it is not evidence. */
        public static PersonEvidence withoutNumbers(PersonEvidence evidence) {
            return evidence.withNumbers(evidence.numbers().onlySin());
        }

        /** Whether the records of two persons agree, so that the two are a pair. */
        public boolean agree(PersonRecords one, PersonRecords other) {
            return best(one, other) != null;
        }

        /** Two persons as a pair, null when their records do not agree. */
        @Nullable
        Pair pair(PersonRecords one, PersonRecords other) {
            boolean isFirst = other.isWithoutAccount()
                    && (!one.isWithoutAccount() || other.part().compareTo(one.part()) < 0);
            PersonRecords first = isFirst ? other : one;
            PersonRecords second = isFirst ? one : other;
            Best best = best(first, second);
            return best == null ? null : pair(first, second, best);
        }

        private @Nullable Best best(PersonRecords first, PersonRecords second) {
            if (!mayReach(first, second)) {
                return null;
            }
            boolean isOther = !first.sins().isEmpty()
                    && !second.sins().isEmpty()
                    && Collections.disjoint(first.sins(), second.sins());
            if (isOther) {
                return null;
            }
            Best best = null;
            for (PersonRecord left : first.records()) {
                for (PersonRecord right : second.records()) {
                    Comparison each = compared(left, right);
                    if (each.contradicts()) {
                        return null;
                    }
                    if (rule.isCandidate(each)
                            && (best == null || each.bits() > best.comparison().bits())) {
                        best = new Best(left, right, each);
                    }
                }
            }
            return best;
        }

        /** The two records of two persons that agree most. */
        private record Best(PersonRecord left, PersonRecord right, Comparison comparison) {}

        private Pair pair(PersonRecords first, PersonRecords second, Best best) {
            List<String> bases = new ArrayList<>();
            first.records().forEach(left -> second.records().forEach(right -> bases.add(basis(left, right))));
            return new Pair(
                    first,
                    second,
                    best.left(),
                    best.right(),
                    best.comparison(),
                    rule.isLink(best.comparison()),
                    basis(best.left(), best.right()),
                    bases);
        }

        private String basis(PersonRecord left, PersonRecord right) {
            return basis.of(left.key(), left.evidence(), right.key(), right.evidence());
        }
    }

    /**
     * The stored records that may be of one person with a record of a batch: they share a block key with it, and birth date and
     * postal code, which are stored with the key, leave the threshold for review in reach. Only these are read and compared.
     */
    public static final class CandidatesInReach implements IdentityIndex.Shared {

        /** A record of the batch, prepared for many comparisons. */
        private record Inside(PersonRecord record, PersonComparison.Against against) {}

        /** What of a record decides with which others it agrees, but for the client id, which must be another one. */
        private record Stated(boolean isWithoutAccount, PersonTraits traits) {

            static Stated of(PersonRecord record) {
                return new Stated(record.isWithoutAccount(), record.traitsWithoutNumbers());
            }
        }

        private final IdentityLinks.Finder finder;
        private final Set<RecordAddress> known;
        private final Map<Long, List<Inside>> inside = new HashMap<>();
        private final Map<RecordAddress, Set<Long>> found = new HashMap<>();

        /**
         * Candidates for records.
         *
         * @param added the records
         * @param blocks the block keys of these and of all other records of the batch; these are left out
         */
        public CandidatesInReach(
                IdentityLinks.Finder finder, Collection<PersonRecord> added, Map<RecordAddress, Set<Long>> blocks) {
            this.finder = finder;
            this.known = blocks.keySet();
            List<Inside> prepared = enough(added).parallelStream()
                    .map(each -> new Inside(each, finder.against(each)))
                    .toList();
            for (Inside each : prepared) {
                blocks.getOrDefault(each.record().address(), Set.of())
                        .forEach(block -> inside.computeIfAbsent(block, key -> new ArrayList<>())
                                .add(each));
            }
        }

        /** Of records that state the same, two of two clients: a record that agrees with any of them agrees with one of these. */
        private static List<PersonRecord> enough(Collection<PersonRecord> added) {
            Map<Stated, PersonRecord> first = new HashMap<>();
            Set<Stated> complete = new HashSet<>();
            List<PersonRecord> enough = new ArrayList<>();
            for (PersonRecord each : added) {
                Stated stated = Stated.of(each);
                PersonRecord earlier = first.putIfAbsent(stated, each);
                boolean isOfOther = earlier != null
                        && !Objects.equals(
                                earlier.evidence().numbers().clientId(),
                                each.evidence().numbers().clientId());
                if (earlier == null || isOfOther && complete.add(stated)) {
                    enough.add(each);
                }
            }
            return enough;
        }

        /** Every record has a birth date or a postal code with its keys, unless an earlier version of the hub stored them. */
        @Override
        public void add(long block, RecordAddress address, int birthDate, @Nullable String postalCode) {
            if (known.contains(address)) {
                return;
            }
            boolean isEarlier = birthDate == 0 && postalCode == null;
            BirthDate born = birthDate == 0 ? null : new BirthDate(birthDate);
            for (Inside each : inside.getOrDefault(block, List.of())) {
                if (isEarlier || finder.mayReach(each.against(), born, postalCode)) {
                    found.computeIfAbsent(address, key -> new LinkedHashSet<>(4))
                            .add(block);
                    return;
                }
            }
        }

        /** The addresses of the candidates. */
        public Set<RecordAddress> addresses() {
            return found.keySet();
        }

        /**
         * The records of the batch that a candidate may be of one person with; of records that state the same, at most two.
         */
        public Stream<PersonRecord> with(RecordAddress candidate) {
            Set<Long> shared = found.getOrDefault(candidate, Set.of());
            Stream<PersonRecord> records = shared.stream()
                    .flatMap(block -> inside.getOrDefault(block, List.of()).stream())
                    .map(Inside::record);
            return shared.size() > 1 ? records.distinct() : records;
        }
    }

    /** The links as they are stored. */
    public Set<Link> links() {
        Set<Link> links = new HashSet<>();
        linked.forEach(pair -> links.add(pair.link()));
        return links;
    }

    /**
     * Links the persons.
     *
     * @param candidates their pairs
     * @param settled what persons decided, by basis
     */
    public static IdentityLinks of(
            List<PersonRecords> persons, CandidatePairs candidates, Map<String, Settlement> settled) {
        Clusters clusters = new Clusters(persons, candidates.contested());
        List<Pair> linked = new ArrayList<>();
        List<Pair> open = new ArrayList<>();
        for (Pair pair : candidates.pairs()) {
            Set<Settlement> decided = new HashSet<>();
            pair.bases().forEach(basis -> Stream.ofNullable(settled.get(basis)).forEach(decided::add));
            if (decided.contains(Settlement.TOGETHER)) {
                clusters.join(pair);
                linked.add(pair);
            } else if (!decided.contains(Settlement.APART)) {
                open.add(pair);
            }
        }
        open.removeIf(pair -> !clusters.areTwo(pair));
        Map<Integer, Set<Integer>> others = new HashMap<>();
        for (Pair pair : open) {
            int one = clusters.of(pair.one());
            int other = clusters.of(pair.other());
            others.computeIfAbsent(one, key -> new HashSet<>()).add(other);
            others.computeIfAbsent(other, key -> new HashSet<>()).add(one);
        }
        List<Pair> doubtful = new ArrayList<>();
        for (Pair pair : open) {
            boolean isOnly = Stream.of(pair.one(), pair.other())
                    .map(clusters::of)
                    .allMatch(person -> !clusters.isContested(person)
                            && others.getOrDefault(person, Set.of()).size() == 1);
            (pair.isAbove() && isOnly ? linked : doubtful).add(pair);
        }
        linked.forEach(clusters::join);
        return new IdentityLinks(clusters.joined(), linked, doubtful, candidates);
    }

    /** Whether a person, before others are linked with it, agrees with more others than can be settled. */
    public boolean isCrowded(PersonRecords person) {
        return candidates.crowded().contains(person);
    }

    /** The crowded persons without account number, with those that are linked to them: nothing else names them for sure. */
    public List<PersonRecords> crowded() {
        if (candidates.crowded().isEmpty()) {
            return List.of();
        }
        Set<RecordAddress> records = new HashSet<>();
        candidates.crowded().forEach(person -> person.addresses().forEach(records::add));
        return persons.stream()
                .filter(person ->
                        person.isWithoutAccount() && person.addresses().anyMatch(records::contains))
                .toList();
    }

    /** The persons that are joined so far; each cluster has the number of its first person. */
    private static final class Clusters {

        private final List<PersonRecords> persons;
        private final Map<PersonRecords, Integer> numbers = new IdentityHashMap<>();
        private final int[] first;
        private final boolean[] hasAccount;
        private final boolean[] isContested;

        Clusters(List<PersonRecords> persons, Set<PersonRecords> contested) {
            this.persons = persons;
            this.first = new int[persons.size()];
            this.hasAccount = new boolean[persons.size()];
            this.isContested = new boolean[persons.size()];
            for (int i = 0; i < first.length; i++) {
                first[i] = i;
                hasAccount[i] = !persons.get(i).isWithoutAccount();
                isContested[i] = contested.contains(persons.get(i));
                numbers.put(persons.get(i), i);
            }
        }

        /** The cluster of a person. */
        int of(PersonRecords person) {
            return root(numbers.getOrDefault(person, -1));
        }

        private int root(int person) {
            int root = person;
            while (first[root] != root) {
                root = first[root];
            }
            return root;
        }

        void join(Pair pair) {
            int one = of(pair.one());
            int other = of(pair.other());
            first[Math.max(one, other)] = Math.min(one, other);
            hasAccount[Math.min(one, other)] |= hasAccount[Math.max(one, other)];
            isContested[Math.min(one, other)] |= isContested[Math.max(one, other)];
        }

        /** Whether one of a cluster has candidates whose pairs are not kept. */
        boolean isContested(int cluster) {
            return isContested[cluster];
        }

        /** Whether they are not joined, and one of the two still has no account number. */
        boolean areTwo(Pair pair) {
            int one = of(pair.one());
            int other = of(pair.other());
            return one != other && !(hasAccount[one] && hasAccount[other]);
        }

        List<PersonRecords> joined() {
            Map<Integer, List<PersonRecords>> byRoot = new TreeMap<>();
            persons.forEach(person ->
                    byRoot.computeIfAbsent(of(person), key -> new ArrayList<>()).add(person));
            return byRoot.values().stream()
                    .map(parts -> parts.size() == 1 ? parts.get(0) : PersonRecords.joined(parts))
                    .toList();
        }
    }
}
