// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * A standing registration or certificate with what it states of its person.
 *
 * @param record the record
 * @param evidence what it states of the person
 */
record PersonRecord(StandingRecord<?> record, PersonEvidence evidence) {

    /** An order that does not depend on the order of arrival: by feed, then by the key of the record. */
    static final Comparator<PersonRecord> BY_KEY = Comparator.<PersonRecord, Feed>comparing(
                    each -> each.record().content().feed())
            .thenComparing(each -> each.record().content().recordKey())
            .thenComparing(each -> each.address().fileId())
            .thenComparing(each -> each.address().line());

    /** The feed and the key of the record. */
    String key() {
        return record.content().feed().wireName() + ":" + record.content().recordKey();
    }

    RecordAddress address() {
        return record.address();
    }

    boolean isCertificate() {
        return record.content().feed() == Feed.CERTIFICATES;
    }

    /** The identifiers by which the record is joined with others. */
    Set<PersonIdentifier> identifiers() {
        return identifiers(evidence);
    }

    /** The identifiers that a record states. */
    static Set<PersonIdentifier> identifiers(PersonEvidence evidence) {
        Set<PersonIdentifier> identifiers = new TreeSet<>();
        if (evidence.numbers().clientId() != null) {
            identifiers.add(new PersonIdentifier(
                    PersonIdentifier.Kind.CLIENT, evidence.numbers().clientId()));
        }
        if (evidence.numbers().accountNumber() != null) {
            identifiers.add(new PersonIdentifier(
                    PersonIdentifier.Kind.ACCOUNT, evidence.numbers().accountNumber()));
        }
        if (evidence.numbers().sinHash() != null) {
            identifiers.add(new PersonIdentifier(
                    PersonIdentifier.Kind.SIN, evidence.numbers().sinHash()));
        }
        return identifiers;
    }
}
