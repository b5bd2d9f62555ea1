// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.person.IdentityDisagreements;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Compares the apprentice of an agreement with the apprentice of the document that shows when the apprenticeship began.
 * The number of an agreement joins the two; it may be mistyped, and the months and the rate of a claim depend on it.
 */
@Component
public class OriginalIdentity {

    private final PersonsCompared persons;

    @Autowired
    OriginalIdentity(PersonComparison comparison, SinProtection sins, ResolvedBases resolutions) {
        this(new PersonsCompared(comparison, sins, resolutions));
    }

    private OriginalIdentity(PersonsCompared persons) {
        this.persons = persons;
    }

    /** The same with other resolutions in force. */
    public OriginalIdentity resolvedBy(ResolvedBases others) {
        return new OriginalIdentity(persons.resolvedBy(others));
    }

    /**
     * Claims whose agreement and first document are of two persons, unless a person accepted them as those of one.
     *
     * @param claims the claims
     * @param versions the versions of the agreements and of their originals, oldest first, by agreement number
     */
    public Map<ClaimKey, Disagreement> clashes(
            Set<ClaimKey> claims, Map<String, List<StandingRecord<Registration>>> versions) {
        Map<String, Optional<Pair>> pairs = new HashMap<>();
        Map<ClaimKey, Disagreement> clashes = new TreeMap<>(ClaimKey.BY_YEAR);
        Map<String, ClaimKey> byBasis = new HashMap<>();
        for (ClaimKey claim : claims) {
            pairs.computeIfAbsent(claim.agreement(), number -> pair(versions.getOrDefault(number, List.of()), versions))
                    .ifPresent(pair -> {
                        String own = persons.basis()
                                .of(
                                        "payroll:" + claim.text(),
                                        pair.apprentice(),
                                        "original:" + pair.original().content().agreementNumber(),
                                        pair.ofOriginal());
                        clashes.put(claim, pair.disagreement(own));
                        byBasis.put(own, claim);
                    });
        }
        if (!byBasis.isEmpty()) {
            persons.accepted(byBasis.keySet()).forEach(of -> clashes.remove(byBasis.get(of)));
        }
        return clashes;
    }

    /** An agreement and the document that shows when the apprenticeship began, which are of two persons. */
    private record Pair(
            StandingRecord<Registration> agreement,
            PersonEvidence apprentice,
            StandingRecord<Registration> original,
            PersonEvidence ofOriginal,
            Comparison compared) {

        Disagreement disagreement(String own) {
            return IdentityDisagreements.ofOriginal(
                    new IdentityDisagreements.Side(
                            agreement, agreement.content().agreementNumber(), apprentice),
                    new IdentityDisagreements.Side(original, original.content().agreementNumber(), ofOriginal),
                    compared,
                    own);
        }
    }

    private Optional<Pair> pair(
            List<StandingRecord<Registration>> own, Map<String, List<StandingRecord<Registration>>> versions) {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        StandingRecord<Registration> agreement = Apprenticeships.standing(own);
        StandingRecord<Registration> original = original(agreement, own, versions);
        if (original == null
                || original.content().person().equals(agreement.content().person())) {
            return Optional.empty();
        }
        PersonEvidence apprentice = persons.evidences().of(agreement.content());
        PersonEvidence ofOriginal = persons.evidences().of(original.content());
        Comparison compared = persons.comparison().compare(apprentice, ofOriginal);
        return compared.contradictsIdentifier() || apprentice.numbers().isOtherAccount(ofOriginal.numbers())
                ? Optional.of(new Pair(agreement, apprentice, original, ofOriginal, compared))
                : Optional.empty();
    }

    /** The first document of the chain; of a transfer that states no day, the older version of the agreement that does. */
    private static @Nullable StandingRecord<Registration> original(
            StandingRecord<Registration> agreement,
            List<StandingRecord<Registration>> own,
            Map<String, List<StandingRecord<Registration>>> versions) {
        StandingRecord<Registration> original = Apprenticeships.original(agreement.content(), versions);
        if (original != null || agreement.content().statedOriginalRegisteredOn() != null) {
            return original;
        }
        return own.stream()
                .filter(version -> version.content().origin() == Registration.Origin.ORIGINAL)
                .reduce((older, newer) -> newer)
                .orElse(null);
    }
}
