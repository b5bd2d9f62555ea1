// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.SourcedYears;
import ca.tradeshub.reconciliation.records.StandingRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims that are decided together, and what they are decided on.
 *
 * @param keys the claims, and those of the same persons that were decided before
 * @param persons the person of each agreement that shares its person with another
 * @param accounts under which account numbers the certificates of an apprentice are found
 * @param certificates the standing certificates, by account number
 * @param apart the records that a number joins although they are of two persons
 * @param rejects the lines to reject with their claims, and those to restore
 */
public record Apprenticeships(
        Set<ClaimKey> keys,
        Map<String, String> persons,
        CertificateAccounts accounts,
        Map<String, List<Certificate>> certificates,
        PersonsKeptApart.Apart apart,
        Evidence evidence,
        List<Verdict> rejects) {

    /**
     * The records of the claims.
     *
     * @param lines the pay lines that are not rejected, by claim
     * @param clashes the lines of other persons, by claim
     * @param unconfirmedSins the social insurance numbers, as keyed hashes, that lines state and the registration of their
     *     agreement does not, by claim
     * @param originals the agreements whose first document is of another person, by claim
     * @param versions the versions of the agreements and of their originals, oldest first, by agreement
     * @param employerYears the years of the employers and of the other accounts of the same taxpayers
     * @param claims what the employers claim, by claim
     */
    public record Evidence(
            Map<String, List<StandingRecord<PayLine>>> lines,
            Map<String, List<PayIdentity.Clash>> clashes,
            Map<String, Set<String>> unconfirmedSins,
            Map<ClaimKey, Disagreement> originals,
            Map<String, List<StandingRecord<Registration>>> versions,
            SourcedYears employerYears,
            Map<String, EmployerYear.Claim> claims) {

        /** Whether the evidence has all that a claim needs. */
        public boolean isComplete(ClaimKey key) {
            return versions.containsKey(key.agreement())
                    && lines.getOrDefault(key.text(), List.of()).stream().anyMatch(StandingRecord::stands);
        }
    }

    /** The standing version: the newest that is not displaced. */
    public static StandingRecord<Registration> standing(List<StandingRecord<Registration>> versions) {
        return versions.stream()
                .filter(version -> version.state() != RecordState.SUPERSEDED)
                .reduce((older, newer) -> newer)
                .orElseGet(() -> versions.get(versions.size() - 1));
    }

    /** The first agreement of an apprenticeship, null when it is not known. */
    public static @Nullable StandingRecord<Registration> original(
            Registration registration, Map<String, List<StandingRecord<Registration>>> versions) {
        String number = registration.originalAgreementNumber();
        if (number == null || number.equals(registration.agreementNumber())) {
            return null;
        }
        List<StandingRecord<Registration>> original = versions.getOrDefault(number, List.of());
        StandingRecord<Registration> standing = original.stream()
                .filter(StandingRecord::stands)
                .reduce((older, newer) -> newer)
                .orElse(null);
        if (standing == null || standing.content().statedOriginalRegisteredOn() != null) {
            return standing;
        }
        // A transfer need not repeat the day its own agreement was registered: an older version of it states that day.
        return original.stream()
                .filter(version -> !version.isHeldByItself())
                .filter(version -> version.content().statedOriginalRegisteredOn() != null)
                .reduce((older, newer) -> newer)
                .orElse(standing);
    }
}
