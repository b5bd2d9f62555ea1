// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A standing registration or certificate with what it states of its person, in the forms in which it is compared. Records
 * are equal when they have the same address: an address has one content.
 */
public final class PersonRecord {

    /** An order that does not depend on the order of arrival: by feed, then by the key of the record. */
    public static final Comparator<PersonRecord> BY_KEY = Comparator.<PersonRecord, Feed>comparing(
                    each -> each.record().content().feed())
            .thenComparing(each -> each.record().content().recordKey())
            .thenComparing(each -> each.address().fileId())
            .thenComparing(each -> each.address().line());

    private final StandingRecord<?> record;
    private final PersonEvidence evidence;
    private final PersonTraits traitsWithoutNames;
    private @Nullable PersonTraits traits;
    private @Nullable PersonTraits traitsWithoutNumbers;
    private PersonComparison.@Nullable Against against;
    private final Set<PersonIdentifier> identifiers;

    /** A registration or certificate with the evidence that it states. */
    public PersonRecord(StandingRecord<?> record, PersonEvidence evidence) {
        this.record = record;
        this.evidence = evidence;
        this.traitsWithoutNames = withoutNumbers(PersonTraits.withoutNames(evidence));
        this.identifiers = Collections.unmodifiableSet(identifiers(evidence));
    }

    /** The record. */
    public StandingRecord<?> record() {
        return record;
    }

    /** What it states of the person. */
    public PersonEvidence evidence() {
        return evidence;
    }

    /** The same in the form in which it is compared. */
    public PersonTraits traits() {
        if (traits == null) {
            traits = PersonTraits.of(evidence);
        }
        return traits;
    }

    /** Where another client id or no account number is why records are compared, it is not evidence. */
    PersonTraits traitsWithoutNumbers() {
        if (traitsWithoutNumbers == null) {
            traitsWithoutNumbers = withoutNumbers(traits());
        }
        return traitsWithoutNumbers;
    }

    /**
     * What of the record is computed once for many comparisons.
     *
     * @param comparison the comparison, the same each time
     */
    PersonComparison.Against against(PersonComparison comparison) {
        if (against == null) {
            against = comparison.against(traitsWithoutNumbers());
        }
        return against;
    }

    /** The same without names, which are taken apart only when the other fields leave a candidate in reach. */
    PersonTraits traitsWithoutNames() {
        return traitsWithoutNames;
    }

    private static PersonTraits withoutNumbers(PersonTraits traits) {
        return traits.withNumbers(traits.numbers().onlySin());
    }

    /** The feed and the key of the record. */
    public String key() {
        return record.content().feed().wireName() + ":" + record.content().recordKey();
    }

    /** Where the record is. */
    public RecordAddress address() {
        return record.address();
    }

    /** Whether it is a certificate; else it is a registration. */
    public boolean isCertificate() {
        return record.content().feed() == Feed.CERTIFICATES;
    }

    /** Whether it states no account number: it is compared with every record, and others with such records alone. */
    boolean isWithoutAccount() {
        return evidence.numbers().accountNumber() == null;
    }

    /** The identifiers by which the record is joined with others. */
    public Set<PersonIdentifier> identifiers() {
        return identifiers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonRecord record && address().equals(record.address());
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    /** The identifiers that a record states. */
    public static Set<PersonIdentifier> identifiers(PersonEvidence evidence) {
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
