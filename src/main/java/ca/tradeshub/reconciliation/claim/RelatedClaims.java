// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.apprenticeship.CertificateAccounts;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.apprenticeship.PersonsKeptApart;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds to claims what they need from one another: the credits of the apprenticeship before, lines that another claim
 * already includes, other agreements of the person, and the claims that share a maximum. The result depends on the
 * records alone, not on the order of the claims.
 */
final class RelatedClaims {

    private final TaxCredit taxCredit;
    private final ClaimAssessor assessor;
    private final Map<String, Registration> agreements;
    private final Map<String, String> persons;
    private final CertificateAccounts accounts;
    private final Map<String, List<Certificate>> certificates;
    private final PersonsKeptApart.Apart apart;
    private final AgreementGroups apprenticeships = new AgreementGroups();
    private final AgreementGroups trades;

    /**
     * @param assessor assesses the claims
     * @param agreements the agreements of the claims and of their persons, by number, each in its newest version, held or not
     * @param originals the number of the first agreement of the chain, by the number of each agreement that names one
     * @param persons the person of each agreement that shares its person with another
     * @param accounts under which account numbers the certificates of an apprentice are found
     * @param certificates the standing certificates, by account number
     * @param apart the records that a number joins although they are of two persons
     */
    RelatedClaims(
            TaxCredit taxCredit,
            ClaimAssessor assessor,
            Map<String, Registration> agreements,
            Map<String, String> originals,
            Map<String, String> persons,
            CertificateAccounts accounts,
            Map<String, List<Certificate>> certificates,
            PersonsKeptApart.Apart apart) {
        this.taxCredit = taxCredit;
        this.assessor = assessor;
        this.agreements = new TreeMap<>(agreements);
        this.persons = persons;
        this.accounts = accounts;
        this.certificates = certificates;
        this.apart = apart;
        originals.forEach((number, original) -> {
            if (isOneTrade(number, original)) {
                apprenticeships.join(number, original);
            }
        });
        this.trades = apprenticeships.copy();
        joinTrades();
    }

    /** An agreement in another trade is of another apprenticeship; one that has not arrived is taken as the first. */
    private boolean isOneTrade(String number, String original) {
        Registration one = agreements.get(number);
        Registration other = agreements.get(original);
        return one == null || other == null || taxCredit.isOneTrade(one, other);
    }

    /** One person has one apprenticeship in a trade, whatever the number of its agreements. */
    private void joinTrades() {
        Map<String, List<Registration>> byPerson = new TreeMap<>();
        agreements.forEach((number, agreement) -> {
            String person = persons.get(number);
            if (person != null) {
                byPerson.computeIfAbsent(person, key -> new ArrayList<>()).add(agreement);
            }
        });
        for (List<Registration> ofOnePerson : byPerson.values()) {
            for (Registration one : ofOnePerson) {
                ofOnePerson.stream()
                        .filter(other -> taxCredit.isOneTrade(one, other))
                        .forEach(other -> trades.join(one.agreementNumber(), other.agreementNumber()));
            }
        }
    }

    /** The claims, each with its context. */
    List<ClaimInputs> of(List<ClaimInputs> claims) {
        Map<String, List<ClaimInputs>> byPerson = claims.stream()
                .collect(Collectors.groupingBy(each -> person(each.key().agreement())));
        Map<String, List<ClaimInputs>> byApprenticeship = claims.stream()
                .collect(Collectors.groupingBy(
                        each -> trades.of(each.key().agreement()), TreeMap::new, Collectors.toList()));
        return byApprenticeship.values().stream()
                .flatMap(apprenticeship -> decided(apprenticeship, byPerson).stream())
                .toList();
    }

    /**
     * The claims of one apprenticeship, each with its context. A person decides between claims that share a maximum by what
     * they state before the decision. These claims keep sharing that, or else the decision would change its own basis; the
     * other claims of the apprenticeship get their contexts without the claims that lost.
     */
    private List<ClaimInputs> decided(List<ClaimInputs> claims, Map<String, List<ClaimInputs>> byPerson) {
        Map<ClaimKey, ClaimFacts.SharedMaximum> decided = new HashMap<>();
        Set<ClaimKey> lost = new HashSet<>();
        while (true) {
            List<ClaimInputs> shared = sharing(inContext(claims, byPerson, lost), decided);
            Optional<ClaimInputs> loser = shared.stream()
                    .filter(claim -> !lost.contains(claim.key()) && isLost(claim))
                    .findFirst();
            if (loser.isEmpty()) {
                return shared;
            }
            for (ClaimInputs claim : shared) {
                ClaimFacts.SharedMaximum maximum = claim.facts().context().sharedMaximum();
                if (maximum != null && isSharing(loser.get(), claim)) {
                    decided.put(claim.key(), maximum);
                    if (isLost(claim)) {
                        lost.add(claim.key());
                    }
                }
            }
        }
    }

    /** Whether a person decided against a claim that shares a maximum. */
    private boolean isLost(ClaimInputs claim) {
        return claim.facts().context().sharedMaximum() != null
                && assessor.assess(claim) instanceof ClaimAssessment.NotSupported;
    }

    private static boolean isSharing(ClaimInputs one, ClaimInputs other) {
        ClaimFacts.SharedMaximum maximum = one.facts().context().sharedMaximum();
        return maximum != null
                && Stream.concat(Stream.of(maximum.own()), maximum.others().stream())
                        .anyMatch(share -> share.claimKey().equals(other.key().text()));
    }

    /**
     * The claims of one apprenticeship, each with its context except the claims that share its maximum.
     *
     * @param lost the claims against which a person decided between those that share a maximum
     */
    private List<ClaimInputs> inContext(
            List<ClaimInputs> claims, Map<String, List<ClaimInputs>> byPerson, Set<ClaimKey> lost) {
        return ofOneApprenticeship(claims, lost).stream()
                .map(claim -> claim.withPaid(underOtherAgreements(
                        claim, byPerson.getOrDefault(person(claim.key().agreement()), List.of()))))
                .map(claim -> claim.with(claim.facts().context().withOtherAgreements(otherAgreements(claim))))
                .toList();
    }

    private String person(String agreement) {
        return persons.getOrDefault(agreement, agreement);
    }

    private static List<ClaimFacts.Line> underOtherAgreements(ClaimInputs claim, List<ClaimInputs> ofThePerson) {
        return lines(
                ofThePerson,
                other -> !other.key().agreement().equals(claim.key().agreement())
                        && other.key().employer().equals(claim.key().employer()));
    }

    /** The agreements of the person that belong to other apprenticeships. */
    private List<Registration> otherAgreements(ClaimInputs claim) {
        String own = claim.key().agreement();
        if (!persons.containsKey(own)) {
            return List.of();
        }
        return agreements.values().stream()
                .filter(other -> person(other.agreementNumber()).equals(person(own)))
                .filter(other -> !apprenticeships.of(other.agreementNumber()).equals(apprenticeships.of(own)))
                .toList();
    }

    /**
     * The claims of one apprenticeship, oldest first, each with its context. Only lines of claims that are not refused count
     * as claimed elsewhere, and only the resulting credits count as credited before; a claim that lost a shared maximum is
     * refused.
     */
    private List<ClaimInputs> ofOneApprenticeship(List<ClaimInputs> claims, Set<ClaimKey> lost) {
        if (claims.size() == 1) {
            ClaimInputs only = claims.get(0);
            return List.of(only.with(new ClaimFacts.Context(Money.ZERO, List.of(), List.of(), certificatesOf(only))));
        }
        Set<ClaimKey> refused = claims.stream()
                .filter(claim ->
                        lost.contains(claim.key()) || assessor.assess(claim) instanceof ClaimAssessment.NotSupported)
                .map(ClaimInputs::key)
                .collect(Collectors.toSet());
        List<ClaimInputs> withContext = new ArrayList<>();
        Money credited = Money.ZERO;
        for (ClaimInputs claim : claims) {
            List<ClaimInputs> sameAgreement = claims.stream()
                    .filter(other -> other != claim)
                    .filter(other -> other.key().agreement().equals(claim.key().agreement()))
                    .toList();
            ClaimInputs inContext = claim.with(new ClaimFacts.Context(
                    credited,
                    lines(
                            sameAgreement,
                            other -> other.key().employer().equals(claim.key().employer())),
                    lines(
                            sameAgreement,
                            other -> !other.key().employer().equals(claim.key().employer())
                                    && !refused.contains(other.key())),
                    certificatesOf(claim)));
            withContext.add(inContext);
            if (!lost.contains(claim.key())
                    && assessor.assess(inContext) instanceof ClaimAssessment.Supported supported) {
                credited = credited.plus(supported.computation().credit());
            }
        }
        return withContext;
    }

    private static List<ClaimFacts.Line> lines(List<ClaimInputs> claims, Predicate<ClaimInputs> wanted) {
        return claims.stream()
                .filter(wanted)
                .flatMap(claim -> claim.facts().lines().stream())
                .toList();
    }

    /** The certificates of the apprentice. */
    private List<Certificate> certificatesOf(ClaimInputs claim) {
        Registration agreement = claim.facts().registration();
        return accounts.of(agreement).stream()
                .flatMap(account -> certificates.getOrDefault(account, List.of()).stream())
                .filter(certificate -> !apart.are(agreement, certificate))
                .toList();
    }

    /**
     * The claims of one apprenticeship, each with those that share its maximum: of the same taxpayer and year.
     *
     * @param decided what claims share between which a person decided
     */
    private List<ClaimInputs> sharing(List<ClaimInputs> claims, Map<ClaimKey, ClaimFacts.SharedMaximum> decided) {
        Map<String, List<ClaimInputs>> byTaxpayer = claims.stream()
                .collect(Collectors.groupingBy(
                        claim -> claim.facts().employerYear().businessNumber().bn9()));
        Map<ClaimKey, ClaimFacts.SharedMaximum> shared = new HashMap<>();
        byTaxpayer.values().stream().filter(group -> group.size() > 1).forEach(group -> shared.putAll(shared(group)));
        shared.putAll(decided);
        return claims.stream()
                .map(claim -> Optional.ofNullable(shared.get(claim.key()))
                        .map(maximum -> claim.with(claim.facts().context().sharing(maximum)))
                        .orElse(claim))
                .toList();
    }

    private Map<ClaimKey, ClaimFacts.SharedMaximum> shared(List<ClaimInputs> group) {
        Map<ClaimKey, ClaimFacts.MaximumShare> shares = new HashMap<>();
        for (ClaimInputs claim : group) {
            taxCredit
                    .maximumShare(claim.key().text(), claim.facts())
                    .ifPresent(share -> shares.put(claim.key(), share));
        }
        Map<ClaimKey, ClaimFacts.SharedMaximum> shared = new HashMap<>();
        for (ClaimInputs claim : group) {
            ClaimFacts.MaximumShare own = shares.get(claim.key());
            List<ClaimInputs> others = group.stream()
                    .filter(other -> other != claim && inOneYear(claim, other))
                    .filter(other -> shares.containsKey(other.key()))
                    .sorted((one, other) -> ClaimKey.BY_YEAR.compare(one.key(), other.key()))
                    .toList();
            if (own != null && !others.isEmpty()) {
                shared.put(
                        claim.key(),
                        new ClaimFacts.SharedMaximum(
                                own,
                                others.stream()
                                        .flatMap(other -> Stream.ofNullable(shares.get(other.key())))
                                        .toList(),
                                others.stream().anyMatch(other -> areTwoOriginals(claim, other))));
            }
        }
        return shared;
    }

    private static boolean inOneYear(ClaimInputs one, ClaimInputs other) {
        return one.facts()
                .employerYear()
                .taxationYear()
                .intersection(other.facts().employerYear().taxationYear())
                .isPresent();
    }

    private boolean areTwoOriginals(ClaimInputs one, ClaimInputs other) {
        return !apprenticeships
                        .of(one.key().agreement())
                        .equals(apprenticeships.of(other.key().agreement()))
                && isOriginal(one)
                && isOriginal(other);
    }

    private static boolean isOriginal(ClaimInputs claim) {
        return claim.facts().registration().origin() == Registration.Origin.ORIGINAL;
    }
}
