// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.engine.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up the wages that an employer allocates to the trades of an employee in a pay period, over all its files (rule
 * ATTC-32). Each line is compared with the total that it or a newer file states, so the order of the files
 * does not matter. The registrations show which agreements belong to one employee.
 */
final class ClaimWageAllocation {

    private final WageAllocationRule rule = new WageAllocationRule();
    private final Map<String, String> persons;

    /**
     * @param ofSamePersons the other agreements of the same person, by agreement
     */
    ClaimWageAllocation(Map<String, Set<String>> ofSamePersons) {
        this.persons = persons(ofSamePersons);
    }

    /**
     * The persons of agreements: for each agreement that shares its person with another, the first agreement of that person.
     *
     * @param ofSamePersons the other agreements of the same person, by agreement
     */
    static Map<String, String> persons(Map<String, Set<String>> ofSamePersons) {
        Map<String, String> persons = new TreeMap<>();
        for (String agreement : new TreeSet<>(ofSamePersons.keySet())) {
            Deque<String> open = new ArrayDeque<>(List.of(agreement));
            while (!open.isEmpty()) {
                String next = open.pop();
                if (persons.putIfAbsent(next, agreement) == null) {
                    open.addAll(ofSamePersons.getOrDefault(next, Set.of()));
                }
            }
        }
        return persons;
    }

    private record Shared(String employer, String person, Period payPeriod) {}

    /** The lines that state less than is allocated over the trades, with their findings. */
    Map<RecordAddress, Finding> rejected(Iterable<List<StandingRecord<PayLine>>> claims) {
        Map<Shared, List<StandingRecord<PayLine>>> byPayPeriod = new HashMap<>();
        for (List<StandingRecord<PayLine>> lines : claims) {
            for (StandingRecord<PayLine> line : lines) {
                String person = persons.get(line.content().agreementNumber());
                if (person != null && line.stands()) {
                    Shared shared = new Shared(
                            line.content().employer().value(),
                            person,
                            line.content().payPeriod());
                    byPayPeriod
                            .computeIfAbsent(shared, key -> new ArrayList<>())
                            .add(line);
                }
            }
        }
        Map<RecordAddress, Finding> rejected = new LinkedHashMap<>();
        byPayPeriod.values().forEach(lines -> rejected.putAll(wageAllocationExcess(lines)));
        return rejected;
    }

    private Map<RecordAddress, Finding> wageAllocationExcess(List<StandingRecord<PayLine>> lines) {
        long trades = lines.stream()
                .map(line -> line.content().agreementNumber())
                .distinct()
                .count();
        if (trades < 2) {
            return Map.of();
        }
        Money allocated =
                lines.stream().map(line -> line.content().grossWages()).reduce(Money.ZERO, Money::plus);
        Map<RecordAddress, Finding> found = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.content().grossWages().isNegative())
                .forEach(line -> rule.wageAllocationExcess(paid(line, lines), allocated)
                        .ifPresent(finding -> found.put(line.address(), finding)));
        return found;
    }

    /**
     * The highest amount that the line or a newer file states the employee was paid. A sender that corrects one line need
     * not resend the others.
     */
    private static Money paid(StandingRecord<PayLine> line, List<StandingRecord<PayLine>> lines) {
        return lines.stream()
                .filter(other -> other == line || other.fileOrder() > line.fileOrder())
                .map(other -> other.content().employeeTotalWages())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
