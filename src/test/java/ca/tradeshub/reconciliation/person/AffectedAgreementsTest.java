// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.delivery.Statements;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.links.StandingSamples;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AffectedAgreementsTest {

    private final StandingSamples samples = new StandingSamples(
            new PersonEvidences(new SinProtection(new KeyRing("test", Map.of("test", new byte[32])))));
    private final PersonRecord one = registration("TA-1", "1234567");
    private final PersonRecord other = registration("TA-2", "1234568");
    private final PersonRecord third = registration("TA-3", "1234569");
    private final IdentityCluster cluster = new IdentityCluster();
    private final IdentityLinks.Pair pair = new IdentityLinks.Pair(
            PersonRecords.of(List.of(one)),
            PersonRecords.of(List.of(other)),
            one,
            other,
            new PersonComparison().compare(one.evidence(), other.evidence()),
            true,
            "basis",
            List.of("basis"));

    AffectedAgreementsTest() {
        cluster.add(List.of(one, other, third));
    }

    @Test
    void are_those_of_persons_whose_link_came_or_went() {
        assertThat(ofLinks(Set.of(), Set.of(), pair)).containsExactly("TA-1", "TA-2");
        assertThat(ofLinks(Set.of(), Set.of(pair.link()))).containsExactly("TA-1", "TA-2");
        assertThat(ofLinks(Set.of(), Set.of(pair.link()), pair)).isEmpty();
    }

    @Test
    void are_those_of_both_linked_persons_when_a_record_of_either_changed() {
        assertThat(ofLinks(one.identifiers(), Set.of(pair.link()), pair)).containsExactly("TA-1", "TA-2");
        assertThat(ofLinks(other.identifiers(), Set.of(pair.link()), pair)).containsExactly("TA-1", "TA-2");
        assertThat(ofLinks(third.identifiers(), Set.of(pair.link()), pair)).isEmpty();
    }

    @Test
    void are_those_whose_registration_is_released() {
        Verdict.Publish released = new Verdict.Publish(
                Statements.certification(),
                List.of(one.address(), other.address()),
                List.of(one.address()),
                Map.of(),
                null);

        assertThat(AffectedAgreements.heldOrReleased(List.of(released), cluster))
                .containsExactly("TA-1");
    }

    private Set<String> ofLinks(
            Set<PersonIdentifier> changed, Set<LinkedPersons.Link> before, IdentityLinks.Pair... linked) {
        return AffectedAgreements.ofLinks(
                changed,
                before,
                new IdentityLinks(
                        List.of(),
                        List.of(linked),
                        List.of(),
                        new CandidatePairs(List.of(linked), Set.of(), Set.of(), List.of())),
                cluster);
    }

    private PersonRecord registration(String agreement, String client) {
        return samples.of(Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.person =
                    new Person(client, null, null, "Tremblay", "Ana", null, LocalDate.of(1995, 4, 8), "K1A0B1", "fr");
        }));
    }
}
