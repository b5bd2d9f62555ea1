// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Finds records that a number joins although they are of two persons, so that a claim reads neither the certificates nor
 * the agreements of another person. Until a person settles such a contradiction, the registration is held and its
 * claims wait; a claim that is assessed needs only those that a person did not link.
 */
@Component
public class PersonsKeptApart {

    private final PersonsCompared persons;

    /** Compares persons, with the resolutions in force. */
    @Autowired
    public PersonsKeptApart(PersonComparison comparison, SinProtection sins, ResolvedBases resolutions) {
        this(new PersonsCompared(comparison, sins, resolutions));
    }

    private PersonsKeptApart(PersonsCompared persons) {
        this.persons = persons;
    }

    /** The same with other resolutions in force. */
    public PersonsKeptApart resolvedBy(ResolvedBases others) {
        return new PersonsKeptApart(persons.resolvedBy(others));
    }

    /** Two records by their keys, the lower first. */
    private record Pair(String one, String other) {

        static Pair of(CanonicalRecord one, CanonicalRecord other) {
            String first = key(one);
            String second = key(other);
            return first.compareTo(second) < 0 ? new Pair(first, second) : new Pair(second, first);
        }
    }

    /** Pairs of records that are of two persons. */
    public static final class Apart {

        private final Set<Pair> pairs;

        private Apart(Set<Pair> pairs) {
            this.pairs = pairs;
        }

        /** Whether two records are of two persons. */
        public boolean are(CanonicalRecord one, CanonicalRecord other) {
            return !pairs.isEmpty() && pairs.contains(Pair.of(one, other));
        }
    }

    /**
     * The records of two persons among those that numbers join.
     *
     * @param agreements the agreements by number
     * @param joined the other agreements that share an identifier with each
     * @param accounts under which account numbers the certificates of an apprentice are found
     * @param certificates the certificates by account number
     */
    public Apart among(
            Map<String, Registration> agreements,
            Map<String, Set<String>> joined,
            CertificateAccounts accounts,
            Map<String, List<Certificate>> certificates) {
        Map<Pair, String> contradicting = new HashMap<>();
        agreements.forEach((number, agreement) -> {
            PersonEvidence evidence = persons.evidences().of(agreement);
            joined.getOrDefault(number, Set.of()).stream()
                    .filter(other -> number.compareTo(other) < 0 && agreements.containsKey(other))
                    .map(agreements::get)
                    .forEach(other -> add(
                            contradicting,
                            agreement,
                            evidence,
                            other,
                            persons.evidences().of(other)));
            accounts.of(agreement).stream()
                    .flatMap(account -> certificates.getOrDefault(account, List.of()).stream())
                    .forEach(other -> add(
                            contradicting,
                            agreement,
                            evidence,
                            other,
                            persons.evidences().of(other)));
        });
        return contradicting.isEmpty()
                ? new Apart(Set.of())
                : new Apart(withoutLinked(contradicting, agreements.values(), joined, accounts, certificates));
    }

    private void add(
            Map<Pair, String> contradicting,
            CanonicalRecord one,
            PersonEvidence evidence,
            CanonicalRecord other,
            PersonEvidence otherEvidence) {
        if (evidence.numbers().isOtherAccount(otherEvidence.numbers())
                || persons.comparison().compare(evidence, otherEvidence).contradictsIdentifier()) {
            contradicting.put(Pair.of(one, other), persons.basis().of(key(one), evidence, key(other), otherEvidence));
        }
    }

    /** A certificate that is linked with one agreement of a person is that of the person's other agreements too. */
    private Set<Pair> withoutLinked(
            Map<Pair, String> contradicting,
            Collection<Registration> agreements,
            Map<String, Set<String>> joined,
            CertificateAccounts accounts,
            Map<String, List<Certificate>> certificates) {
        Set<String> linking = persons.accepted(contradicting.values());
        Set<Pair> apart = new HashSet<>(contradicting.keySet());
        apart.removeIf(pair -> linking.contains(contradicting.get(pair)));
        for (Registration agreement : linking.isEmpty() ? List.<Registration>of() : agreements) {
            List<Certificate> held = accounts.of(agreement).stream()
                    .flatMap(account -> certificates.getOrDefault(account, List.of()).stream())
                    .toList();
            for (Certificate certificate : held) {
                boolean isLinked = agreements.stream()
                        .filter(other -> joined.getOrDefault(agreement.agreementNumber(), Set.of())
                                .contains(other.agreementNumber()))
                        .filter(other -> !apart.contains(Pair.of(agreement, other)))
                        .map(other -> contradicting.get(Pair.of(other, certificate)))
                        .anyMatch(of -> of != null && linking.contains(of));
                if (isLinked) {
                    apart.remove(Pair.of(agreement, certificate));
                }
            }
        }
        return apart;
    }

    private static String key(CanonicalRecord record) {
        return record.feed().wireName() + ":" + record.recordKey();
    }
}
