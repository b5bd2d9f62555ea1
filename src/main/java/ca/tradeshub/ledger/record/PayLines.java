// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.SinProtection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored pay lines. */
@Component
public class PayLines {

    /** The columns of the employee with the alias {@code p} and of the employer's year with the alias {@code e}. */
    private static final String OF_EMPLOYEE =
            """
            p.birth_date, p.family_name, p.given_names, p.account_number, p.sin, e.business_number, e.year_start,
                   e.year_end""";

    /** The columns that {@link #read} needs: of a {@code pay_line} with the alias {@code t}, and of its employee and employer. */
    public static final String COLUMNS = PayLineRow.COLUMNS + ",\n       " + OF_EMPLOYEE;

    /** Each employee is looked up alone: the planner would read every employee of a file for the few that a batch names. */
    private static final String EMPLOYEES =
            """
            select p.file_id, p.number, %s
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, number)
             cross join lateral (
                   select * from employee where file_id = w.file_id and number = w.number offset 0) p
              join employer_year e on e.file_id = p.file_id
            """
                    .formatted(OF_EMPLOYEE);

    private final JdbcClient jdbc;
    private final SinProtection sins;

    PayLines(JdbcClient jdbc, SinProtection sins) {
        this.jdbc = jdbc;
        this.sins = sins;
    }

    /** What the lines of an employee in a file have in common. */
    record Employee(
            BusinessNumber employer,
            Period taxationYear,
            @Nullable LocalDate birthDate,
            String familyName,
            String givenNames,
            @Nullable String accountNumber,
            @Nullable Sin sin) {}

    /** The pay line of a row that has the {@link #COLUMNS}; null when an outer join found none. */
    public @Nullable PayLine read(ResultSet rs) throws SQLException {
        return rs.getString("claim_key") == null ? null : new PayLineRow(rs).with(employee(rs));
    }

    /**
     * Completes rows with their employer and employee, which are read once for all lines of an employee.
     *
     * @param rows all rows that will be completed
     */
    public Function<PayLineRow, PayLine> completing(Collection<PayLineRow> rows) {
        Set<RecordAddress> numbers = new LinkedHashSet<>();
        rows.forEach(row -> numbers.add(row.employee()));
        Map<RecordAddress, Employee> employees = new HashMap<>();
        if (!numbers.isEmpty()) {
            jdbc.sql(EMPLOYEES).params(RecordAddress.columns(numbers)).query(rs -> {
                employees.put(new RecordAddress(rs.getLong("file_id"), rs.getInt("number")), employee(rs));
            });
        }
        return row -> row.with(Objects.requireNonNull(employees.get(row.employee()), "the employee of a pay line"));
    }

    private Employee employee(ResultSet rs) throws SQLException {
        String sealed = rs.getString("sin");
        return new Employee(
                new BusinessNumber(rs.getString("business_number")),
                new Period(rs.getObject("year_start", LocalDate.class), rs.getObject("year_end", LocalDate.class)),
                rs.getObject("birth_date", LocalDate.class),
                rs.getString("family_name"),
                rs.getString("given_names"),
                rs.getString("account_number"),
                sealed == null ? null : sins.open(sealed));
    }
}
