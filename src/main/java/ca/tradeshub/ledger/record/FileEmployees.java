// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Sin;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the employees of one file while it is staged, so that each is written once. Only the employees named last are
 * remembered, whatever the size of the file; one that was forgotten gets another number and another row. One thread at a
 * time uses it.
 */
public final class FileEmployees {

    private static final int REMEMBERED = 30_000;

    private final Map<Person, Employee> remembered;
    private int last;

    /** Of a file whose staging begins. */
    public FileEmployees() {
        this(REMEMBERED);
    }

    FileEmployees(int most) {
        remembered = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Person, Employee> eldest) {
                return size() > most;
            }
        };
    }

    /** A person as the file names it. */
    record Person(
            @Nullable LocalDate birthDate,
            String familyName,
            String givenNames,
            @Nullable String accountNumber,
            @Nullable Sin sin) {}

    /**
     * A numbered employee.
     *
     * @param number the number in the file
     * @param sinHash the keyed hash of the social insurance number, null when none is stated
     */
    record Employee(int number, @Nullable String sinHash) {}

    /** The person of a pay line. */
    static Person person(PayLine line) {
        return new Person(line.birthDate(), line.familyName(), line.givenNames(), line.accountNumber(), line.sin());
    }

    /** The employee, null when it has no number yet or was forgotten. */
    @Nullable
    Employee find(Person person) {
        return remembered.get(person);
    }

    /** Gives an employee its number. */
    Employee number(Person person, Function<Sin, String> hash) {
        Employee employee = new Employee(++last, person.sin() == null ? null : hash.apply(person.sin()));
        remembered.put(person, employee);
        return employee;
    }
}
