// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.IdentityDivision;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.person.identified.IdentifiedPerson;
import ca.tradeshub.reconciliation.person.identified.JoinedRecords;
import ca.tradeshub.reconciliation.person.identified.JoinedRecords.Compared;
import ca.tradeshub.reconciliation.person.identified.JoinedRecords.Stated;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why records are of one person, and which of their values are published. Nothing is written. */
@Component
public class IdentityEvidence {

    private final PersonReconciliation persons;
    private final PersonComparison comparison;
    private final PersonEvidences evidences;
    private final IdentityBasis basis;
    private final Survivorship survivorship;

    IdentityEvidence(
            PersonReconciliation persons, PersonComparison comparison, SinProtection sins, Survivorship survivorship) {
        this.persons = persons;
        this.comparison = comparison;
        this.evidences = new PersonEvidences(sins);
        this.basis = new IdentityBasis(sins);
        this.survivorship = survivorship;
    }

    /** A record with what it states of its person. */
    private record Statement(RecordAddress address, String key, PersonEvidence evidence) {

        Set<PersonIdentifier> identifiers() {
            return PersonRecord.identifiers(evidence);
        }
    }

    /**
     * The person of a registration or certificate as it is now.
     *
     * @return empty for other records, and for a record that does not contribute to a decision
     */
    public Optional<IdentifiedPerson> now(RecordAddress address, CanonicalRecord content) {
        PersonEvidence evidence = ofPerson(content);
        return evidence == null
                ? Optional.empty()
                : persons.personOf(address, PersonRecord.identifiers(evidence)).map(this::identified);
    }

    private IdentifiedPerson identified(PersonReconciliation.Identified found) {
        PersonRecords person = found.records();
        Map<String, JoinedRecords> joined = new LinkedHashMap<>();
        IdentityDivision.Contradictions contradictions =
                IdentityDivision.contradictions(person.records(), comparison, basis);
        contradictions
                .found()
                .forEach(
                        each -> joined.put(each.basis(), compared(statement(each.left()), statement(each.right()), 1)));
        joined(person.records().stream().map(IdentityEvidence::statement).toList())
                .forEach(pair -> joined.putIfAbsent(pair.basis(), pair));
        return new IdentifiedPerson(
                person.addresses().toList(),
                List.copyOf(joined.values()),
                found.isClashing() ? List.of() : chosen(person),
                contradictions.notCompared());
    }

    private static Statement statement(PersonRecord record) {
        return new Statement(record.address(), record.key(), record.evidence());
    }

    private List<IdentifiedPerson.Chosen> chosen(PersonRecords person) {
        List<IdentifiedPerson.Chosen> chosen = new ArrayList<>();
        SurvivingPerson.of(person, survivorship).fields().forEach((field, surviving) -> {
            Survivorship.Preference row = survivorship.of(field);
            chosen.add(new IdentifiedPerson.Chosen(
                    field.wireName(),
                    surviving.value(),
                    surviving.record() == null ? null : surviving.record().address(),
                    row.sources().stream().map(Feed::wireName).toList(),
                    row.rule().wireName(),
                    surviving.lost().stream()
                            .map(lost -> new IdentifiedPerson.Lost(
                                    lost.value(), lost.record().address()))
                            .toList()));
        });
        return chosen;
    }

    /**
     * Why these records are of one person: those of a message at any time, also when other records have displaced them. Pay
     * lines are compared with the registration of their agreement, once for each employee that they state.
     */
    public List<JoinedRecords> among(Map<RecordAddress, ? extends CanonicalRecord> records) {
        List<Statement> ofPersons = new ArrayList<>();
        records.forEach((address, content) -> {
            PersonEvidence evidence = ofPerson(content);
            if (evidence != null) {
                ofPersons.add(new Statement(address, key(content), evidence));
            }
        });
        List<JoinedRecords> found = new ArrayList<>(joined(ofPersons));
        found.addAll(ofPay(records));
        return found;
    }

    private @Nullable PersonEvidence ofPerson(CanonicalRecord content) {
        if (content instanceof Registration registration) {
            return evidences.of(registration);
        }
        return content instanceof Certificate certificate ? evidences.of(certificate) : null;
    }

    private static String key(CanonicalRecord content) {
        return content.feed().wireName() + ":" + content.recordKey();
    }

    /** Pairs that connect all records: by identifiers first, what is left by the evidence. */
    private List<JoinedRecords> joined(List<Statement> records) {
        List<List<Statement>> groups = new ArrayList<>();
        List<JoinedRecords> found = new ArrayList<>();
        for (Statement each : records) {
            List<List<Statement>> touched = groups.stream()
                    .filter(group -> group.stream()
                            .anyMatch(other -> !shared(each, other).isEmpty()))
                    .toList();
            List<Statement> group = new ArrayList<>();
            for (List<Statement> other : touched) {
                other.stream()
                        .filter(one -> !shared(each, one).isEmpty())
                        .findFirst()
                        .ifPresent(one -> found.add(compared(one, each, 1)));
                group.addAll(other);
            }
            groups.removeAll(touched);
            group.add(each);
            groups.add(group);
        }
        groups.sort(Comparator.comparing(group -> records.indexOf(group.get(0))));
        for (int i = 1; i < groups.size(); i++) {
            found.add(mostAlike(groups.get(0), groups.get(i)));
        }
        return found;
    }

    private static List<PersonIdentifier.Kind> shared(Statement one, Statement other) {
        Set<PersonIdentifier> shared = new TreeSet<>(one.identifiers());
        shared.retainAll(other.identifiers());
        return shared.stream().map(PersonIdentifier::kind).toList();
    }

    private JoinedRecords mostAlike(Collection<Statement> ones, Collection<Statement> others) {
        return ones.stream()
                .flatMap(one -> others.stream().map(other -> compared(one, other, 1)))
                .max(Comparator.comparing(JoinedRecords::bits))
                .orElseThrow();
    }

    private List<JoinedRecords> ofPay(Map<RecordAddress, ? extends CanonicalRecord> records) {
        Map<String, Statement> agreements = new LinkedHashMap<>();
        Map<List<Object>, List<Statement>> employees = new LinkedHashMap<>();
        records.forEach((address, content) -> {
            if (content instanceof Registration registration) {
                agreements.put(
                        registration.agreementNumber(),
                        new Statement(address, key(content), evidences.of(registration)));
            } else if (content instanceof PayLine line) {
                PersonEvidence evidence = evidences.of(line);
                employees
                        .computeIfAbsent(List.of(line.agreementNumber(), evidence), employee -> new ArrayList<>())
                        .add(new Statement(address, "payroll:" + line.claimKey(), evidence));
            }
        });
        List<JoinedRecords> found = new ArrayList<>();
        employees.forEach((employee, lines) -> {
            Statement apprentice = agreements.get(employee.get(0));
            if (apprentice != null) {
                found.add(compared(lines.get(0), apprentice, lines.size()));
            }
        });
        return found;
    }

    private JoinedRecords compared(Statement one, Statement other, int repeated) {
        List<PersonIdentifier.Kind> identifiers = shared(one, other);
        boolean isLink = identifiers.isEmpty() && !one.key().startsWith("payroll:");
        PersonEvidence left = isLink ? IdentityLinks.Finder.withoutNumbers(one.evidence()) : one.evidence();
        PersonEvidence right = isLink ? IdentityLinks.Finder.withoutNumbers(other.evidence()) : other.evidence();
        Comparison compared = comparison.compare(left, right);
        return new JoinedRecords(
                one.address(),
                other.address(),
                repeated,
                identifiers,
                compared.fields().stream()
                        .filter(each -> each.field() != Field.PROVINCE)
                        .map(each -> new Compared(
                                each.field().name(),
                                stated(each.field(), one.evidence()),
                                stated(each.field(), other.evidence()),
                                ExceptionEvidence.Agreement.valueOf(
                                        each.agreement().name()),
                                BigDecimal.valueOf(each.bits()).setScale(1, RoundingMode.HALF_UP)))
                        .toList(),
                BigDecimal.valueOf(compared.bits()).setScale(1, RoundingMode.HALF_UP),
                isLink ? compared.contradicts() : compared.contradictsIdentifier(),
                basis.of(one.key(), one.evidence(), other.key(), other.evidence()));
    }

    private static Stated stated(Field field, PersonEvidence evidence) {
        String masked = IdentityDisagreements.value(field, evidence);
        Object revealed =
                switch (field) {
                    case CLIENT_ID -> evidence.numbers().clientId();
                    case ACCOUNT_NUMBER -> evidence.numbers().accountNumber();
                    case FAMILY_NAME -> evidence.familyName();
                    case GIVEN_NAMES -> evidence.givenNames();
                    case BIRTH_DATE -> evidence.birthDate();
                    case POSTAL_CODE -> evidence.residence().postalCode();
                    case SIN, TRADE, PROVINCE -> masked;
                };
        return new Stated(masked, Objects.toString(revealed, null));
    }
}
