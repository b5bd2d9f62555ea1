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
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Compares the employee of each pay line with the apprentice of the agreement. Lines that state the same employee are
 * compared once, and not at all when they state what the registration states. A social insurance number that the
 * registration does not state is compared with those of the other registrations.
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
     * Pay lines of another person than the apprentice of their agreement.
     *
     * @param claimKey their claim
     * @param lines the lines, at least one
     * @param disagreement both sides
     * @param basis what a person's resolution of it applies to: the claim, and what both sides state
     */
    public record Clash(String claimKey, List<RecordAddress> lines, Disagreement disagreement, String basis) {}

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
     * Pay lines compared with registrations.
     *
     * @param clashes the lines that name another person than the registration of their agreement, or that state the social
     *     insurance number of another registered person; by claim key
     * @param unconfirmedSins the social insurance numbers, as keyed hashes, that other lines state and the registration of
     *     their agreement does not; by claim key
     */
    public record Compared(Map<String, List<Clash>> clashes, Map<String, Set<String>> unconfirmedSins) {}

    /** Finds the standing registrations that state social insurance numbers. */
    @FunctionalInterface
    public interface RegisteredSins {

        /** Those of any of the numbers. */
        List<StandingRecord<Registration>> of(Collection<PersonIdentifier> sins);
    }

    /**
     * Compares the pay lines of claims.
     *
     * @param lines the pay lines by claim key
     * @param versions the versions of the agreements, oldest first, by agreement number
     * @param ofSamePersons the other agreements of the same person, by agreement
     * @param registered the registrations of all persons
     */
    public Compared compare(
            Map<String, List<StandingRecord<PayLine>>> lines,
            Map<String, List<StandingRecord<Registration>>> versions,
            Map<String, Set<String>> ofSamePersons,
            RegisteredSins registered) {
        Map<String, List<Clash>> clashes = new TreeMap<>();
        List<Unconfirmed> unconfirmed = new ArrayList<>();
        lines.forEach((key, ofClaim) -> {
            StandingRecord<Registration> registration =
                    standing(versions.getOrDefault(ClaimKey.parse(key).agreement(), List.of()));
            if (registration != null) {
                List<Clash> found = clashes(ofClaim, registration, unconfirmed);
                if (!found.isEmpty()) {
                    clashes.put(key, found);
                }
            }
        });
        Map<String, Set<String>> sins = new TreeMap<>();
        unconfirmed.forEach(employee -> sins.computeIfAbsent(employee.claimKey(), key -> new TreeSet<>())
                .add(employee.sinHash()));
        Map<String, List<Clash>> open = withoutAccepted(clashes);
        clashesOfSins(unconfirmed, ofSamePersons, registered)
                .forEach(clash -> open.computeIfAbsent(clash.claimKey(), key -> new ArrayList<>())
                        .add(clash));
        return new Compared(open, sins);
    }

    /** Without the lines that a person accepted as those of the apprentice. */
    private Map<String, List<Clash>> withoutAccepted(Map<String, List<Clash>> clashes) {
        Set<String> accepted =
                accepted(clashes.values().stream().flatMap(List::stream).toList());
        Map<String, List<Clash>> open = new TreeMap<>();
        clashes.forEach((key, ofClaim) -> open.put(
                key,
                new ArrayList<>(ofClaim.stream()
                        .filter(clash -> !accepted.contains(clash.basis()))
                        .toList())));
        return open;
    }

    private Set<String> accepted(List<Clash> clashes) {
        return clashes.isEmpty()
                ? Set.of()
                : persons.accepted(clashes.stream().map(Clash::basis).toList());
    }

    private List<Clash> clashes(
            List<StandingRecord<PayLine>> lines,
            StandingRecord<Registration> registration,
            List<Unconfirmed> unconfirmed) {
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
                String sin = stated.numbers().sinHash();
                if (isOtherPerson(compared)) {
                    found.add(clash(ofEmployee, stated, registration, apprentice, compared));
                } else if (sin != null && !sin.equals(apprentice.numbers().sinHash())) {
                    unconfirmed.add(new Unconfirmed(ofEmployee, sin, stated, registration, apprentice));
                }
            }
        });
        return found;
    }

    /**
     * Lines of an employee who does not contradict the apprentice, with a social insurance number that the registration does
     * not state.
     */
    private record Unconfirmed(
            List<StandingRecord<PayLine>> lines,
            String sinHash,
            PersonEvidence stated,
            StandingRecord<Registration> registration,
            PersonEvidence apprentice) {

        String claimKey() {
            return lines.get(0).content().claimKey();
        }

        String agreement() {
            return registration.content().agreementNumber();
        }
    }

    /** The employees whose social insurance number is that of another registered person, unless a person accepted it. */
    private List<Clash> clashesOfSins(
            List<Unconfirmed> employees, Map<String, Set<String>> ofSamePersons, RegisteredSins registered) {
        if (employees.isEmpty()) {
            return List.of();
        }
        Map<String, List<StandingRecord<Registration>>> bySin = new HashMap<>();
        registered
                .of(employees.stream()
                        .map(employee -> new PersonIdentifier(PersonIdentifier.Kind.SIN, employee.sinHash()))
                        .toList())
                .stream()
                .filter(StandingRecord::stands)
                .sorted(Comparator.comparing(other -> other.content().agreementNumber()))
                .forEach(other -> bySin.computeIfAbsent(
                                persons.evidences()
                                        .of(other.content())
                                        .numbers()
                                        .sinHash(),
                                key -> new ArrayList<>())
                        .add(other));
        List<List<Clash>> ofEmployees = new ArrayList<>();
        for (Unconfirmed employee : employees) {
            Set<String> own = ofSamePersons.getOrDefault(employee.agreement(), Set.of());
            ofEmployees.add(bySin.getOrDefault(employee.sinHash(), List.of()).stream()
                    .filter(other -> !own.contains(other.content().agreementNumber()))
                    .filter(other ->
                            !employee.agreement().equals(other.content().agreementNumber()))
                    .flatMap(other -> clashOfSin(employee, other).stream())
                    .toList());
        }
        Set<String> accepted =
                accepted(ofEmployees.stream().flatMap(List::stream).toList());
        return ofEmployees.stream()
                .flatMap(clashes -> clashes.stream()
                        .filter(clash -> !accepted.contains(clash.basis()))
                        .limit(1))
                .toList();
    }

    /**
     * The line, or the apprentice of its agreement, and the person who is registered with the number are compared: a line
     * that states little may contradict neither of two persons who contradict each other.
     */
    private Optional<Clash> clashOfSin(Unconfirmed employee, StandingRecord<Registration> other) {
        PersonEvidence registered = persons.evidences().of(other.content());
        Comparison ofLine = persons.comparison().compare(employee.stated(), registered);
        if (ofLine.contradictsIdentifier()) {
            return Optional.of(clashOfSin(employee, employee.stated(), other, registered, ofLine));
        }
        Comparison ofApprentice = persons.comparison().compare(employee.apprentice(), registered);
        return ofApprentice.contradictsIdentifier()
                        || employee.apprentice().numbers().isOtherAccount(registered.numbers())
                ? Optional.of(clashOfSin(employee, employee.apprentice(), other, registered, ofApprentice))
                : Optional.empty();
    }

    /** What a person decides applies to all agreements under which the other person is registered alike. */
    private Clash clashOfSin(
            Unconfirmed employee,
            PersonEvidence compared,
            StandingRecord<Registration> other,
            PersonEvidence registered,
            Comparison comparison) {
        String own = persons.basis()
                .of("payroll:" + employee.claimKey(), employee.stated(), "registrations of the number", registered);
        StandingRecord<PayLine> first = employee.lines().get(0);
        return clash(
                employee.lines(),
                IdentityDisagreements.ofPaySin(
                        new IdentityDisagreements.Side(first, first.content().recordKey(), compared),
                        new IdentityDisagreements.Side(other, other.content().agreementNumber(), registered),
                        comparison,
                        own),
                own);
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
        return clash(
                lines,
                IdentityDisagreements.ofPay(
                        new IdentityDisagreements.Side(first, first.content().recordKey(), stated),
                        new IdentityDisagreements.Side(registration, agreement, apprentice),
                        compared,
                        own),
                own);
    }

    private static Clash clash(List<StandingRecord<PayLine>> lines, Disagreement disagreement, String basis) {
        BigDecimal wages = lines.stream()
                .map(line -> line.content().grossWages().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Clash(
                lines.get(0).content().claimKey(),
                lines.stream().map(StandingRecord::address).toList(),
                disagreement.withAmount(new AmountAtStake(wages, AmountAtStake.Of.WAGES)),
                basis);
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
