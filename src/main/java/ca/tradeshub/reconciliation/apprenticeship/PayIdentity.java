// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.identity.Agreement;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.person.IdentityDisagreements;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Compares the employee of each pay line with the apprentice of the agreement. Lines that state the same employee are
 * compared once, and not at all when they state what the registration states.
 */
@Component
public class PayIdentity {

    private final PersonsCompared persons;

    @Autowired
    PayIdentity(PersonComparison comparison, SinProtection sins, ResolvedBases resolutions) {
        this(new PersonsCompared(comparison, sins, resolutions));
    }

    private PayIdentity(PersonsCompared persons) {
        this.persons = persons;
    }

    /** The same with other resolutions in force. */
    public PayIdentity resolvedBy(ResolvedBases others) {
        return new PayIdentity(persons.resolvedBy(others));
    }

    /**
     * Pay lines that name another person than the registration of their agreement.
     *
     * @param lines the lines, at least one
     * @param disagreement both sides
     * @param basis what a person's resolution of it applies to: the agreement, and what both sides state
     */
    public record Clash(List<RecordAddress> lines, Disagreement disagreement, String basis) {}

    /** An employee as a file names it. */
    private record Employee(
            String familyName,
            String givenNames,
            @Nullable LocalDate birthDate,
            @Nullable String accountNumber,
            @Nullable Sin sin) {

        static Employee of(PayLine line) {
            return new Employee(
                    line.familyName(), line.givenNames(), line.birthDate(), line.accountNumber(), line.sin());
        }
    }

    /**
     * The clashes of claims, by claim key.
     *
     * @param lines the pay lines by claim key
     * @param versions the versions of the agreements, oldest first, by agreement number
     */
    public Map<String, List<Clash>> clashes(
            Map<String, List<StandingRecord<PayLine>>> lines,
            Map<String, List<StandingRecord<Registration>>> versions) {
        Map<String, List<Clash>> clashes = new TreeMap<>();
        lines.forEach((key, ofClaim) -> {
            StandingRecord<Registration> registration =
                    standing(versions.getOrDefault(ClaimKey.parse(key).agreement(), List.of()));
            if (registration != null) {
                List<Clash> found = clashes(ofClaim, registration);
                if (!found.isEmpty()) {
                    clashes.put(key, found);
                }
            }
        });
        return withoutAccepted(clashes);
    }

    /** Without the lines that a person accepted as those of the apprentice. */
    private Map<String, List<Clash>> withoutAccepted(Map<String, List<Clash>> clashes) {
        List<String> bases = clashes.values().stream()
                .flatMap(List::stream)
                .map(Clash::basis)
                .toList();
        Set<String> accepted = persons.accepted(bases);
        if (!accepted.isEmpty()) {
            clashes.replaceAll((key, ofClaim) -> ofClaim.stream()
                    .filter(clash -> !accepted.contains(clash.basis()))
                    .toList());
        }
        return clashes;
    }

    private List<Clash> clashes(List<StandingRecord<PayLine>> lines, StandingRecord<Registration> registration) {
        Map<Employee, List<StandingRecord<PayLine>>> byEmployee = new LinkedHashMap<>();
        for (StandingRecord<PayLine> line : lines) {
            if (line.stands()) {
                byEmployee
                        .computeIfAbsent(Employee.of(line.content()), key -> new ArrayList<>())
                        .add(line);
            }
        }
        List<Clash> found = new ArrayList<>();
        byEmployee.forEach((employee, ofEmployee) -> {
            if (!isStated(employee, registration.content())) {
                PersonEvidence stated = persons.evidences().of(ofEmployee.get(0).content());
                PersonEvidence apprentice = persons.evidences().of(registration.content());
                Comparison compared = persons.comparison().compare(stated, apprentice);
                if (isOtherPerson(compared)) {
                    found.add(clash(ofEmployee, stated, registration, apprentice, compared));
                }
            }
        });
        return found;
    }

    private Clash clash(
            List<StandingRecord<PayLine>> lines,
            PersonEvidence stated,
            StandingRecord<Registration> registration,
            PersonEvidence apprentice,
            Comparison compared) {
        String agreement = registration.content().agreementNumber();
        StandingRecord<PayLine> first = lines.get(0);
        String own = persons.basis()
                .of("payroll:" + first.content().claimKey(), stated, "registrations:" + agreement, apprentice);
        BigDecimal wages = lines.stream()
                .map(line -> line.content().grossWages().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Clash(
                lines.stream().map(StandingRecord::address).toList(),
                IdentityDisagreements.ofPay(
                                new IdentityDisagreements.Side(
                                        first, first.content().recordKey(), stated),
                                new IdentityDisagreements.Side(registration, agreement, apprentice),
                                compared,
                                own)
                        .withAmount(new AmountAtStake(wages, AmountAtStake.Of.WAGES)),
                own);
    }

    /** Whether the line repeats the registration, as nearly every line does. */
    private static boolean isStated(Employee employee, Registration registration) {
        var person = registration.person();
        return employee.familyName().equals(person.familyName())
                && employee.givenNames().equals(person.givenNames())
                && Objects.equals(employee.birthDate(), person.birthDate())
                && (employee.accountNumber() == null
                        || Objects.equals(employee.accountNumber(), person.accountNumber()))
                && (employee.sin() == null || Objects.equals(employee.sin(), person.sin()));
    }

    /**
     * Whether the evidence is against one person. Another account number is no more than a slip where the social
     * insurance number or the birth date is the same.
     */
    static boolean isOtherPerson(Comparison compared) {
        boolean isOtherAccount = agreement(compared, Field.ACCOUNT_NUMBER) == Agreement.DIFFERS
                && agreement(compared, Field.SIN) != Agreement.AGREES
                && !Set.of(Agreement.AGREES, Agreement.CLOSE).contains(agreement(compared, Field.BIRTH_DATE));
        return compared.contradictsIdentifier() || isOtherAccount;
    }

    private static Agreement agreement(Comparison compared, Field field) {
        return compared.fields().stream()
                .filter(each -> each.field() == field)
                .findFirst()
                .map(each -> each.agreement())
                .orElse(Agreement.UNKNOWN);
    }

    /** The standing version: the newest that is not displaced. */
    private static @Nullable StandingRecord<Registration> standing(List<StandingRecord<Registration>> versions) {
        return versions.stream()
                .filter(version -> version.state() != RecordState.SUPERSEDED)
                .reduce((older, newer) -> newer)
                .orElse(null);
    }
}
