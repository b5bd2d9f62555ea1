// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.records.LinkedPersons.Link;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The agreements whose claims must be decided again because of what was decided about persons. */
final class AffectedAgreements {

    private AffectedAgreements() {}

    /** The agreements whose registration is held by a verdict, or no longer held. */
    static Set<String> heldOrReleased(Collection<Verdict> verdicts, IdentityCluster cluster) {
        Set<RecordAddress> moved = new HashSet<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Hold hold) {
                moved.addAll(hold.held());
            } else if (verdict instanceof Verdict.Publish publish) {
                moved.addAll(publish.setAside());
            }
        }
        Set<String> agreements = new TreeSet<>();
        if (!moved.isEmpty()) {
            cluster.records().stream()
                    .filter(each -> moved.contains(each.address()))
                    .forEach(each -> add(agreements, each));
        }
        return agreements;
    }

    /**
     * The agreements of persons whose link came or went, and of those that are linked with a person whose records changed:
     * their claims read the certificates and the agreements of both.
     *
     * @param changed the identifiers of records that changed
     * @param before the links as they are stored
     */
    static Set<String> ofLinks(
            Collection<PersonIdentifier> changed, Set<Link> before, IdentityLinks links, IdentityCluster cluster) {
        Set<PersonIdentifier> concerned = new HashSet<>();
        Set<Link> now = new HashSet<>();
        Set<PersonIdentifier> ofChanged = Set.copyOf(changed);
        for (IdentityLinks.Pair pair : links.linked()) {
            Link link = pair.link();
            now.add(link);
            boolean isChanged = !before.contains(link)
                    || isAny(pair.one().identifiers(), ofChanged)
                    || isAny(pair.other().identifiers(), ofChanged);
            if (isChanged) {
                concerned.add(link.one());
                concerned.add(link.other());
            }
        }
        before.stream().filter(link -> !now.contains(link)).forEach(link -> {
            concerned.add(link.one());
            concerned.add(link.other());
        });
        return concerned.isEmpty() ? Set.of() : agreements(concerned, cluster);
    }

    /** All agreements of the records that identifiers join with any of these. */
    private static Set<String> agreements(Set<PersonIdentifier> identifiers, IdentityCluster cluster) {
        Set<String> agreements = new TreeSet<>();
        for (List<PersonRecord> group : cluster.groups()) {
            boolean isConcerned = group.stream().anyMatch(each -> isAny(each.identifiers(), identifiers));
            if (isConcerned) {
                group.forEach(each -> add(agreements, each));
            }
        }
        return agreements;
    }

    /** Whether any of a few is among many; the many are not searched one by one. */
    private static boolean isAny(Set<PersonIdentifier> few, Set<PersonIdentifier> many) {
        return few.stream().anyMatch(many::contains);
    }

    private static void add(Set<String> agreements, PersonRecord record) {
        if (!record.isCertificate()) {
            agreements.add(record.record().content().recordKey());
        }
    }
}
