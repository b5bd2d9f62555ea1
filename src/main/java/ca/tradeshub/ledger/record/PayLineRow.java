// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordAddress;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code pay_line}: a pay line without its employer and employee. */
public final class PayLineRow {

    /** The columns that a row is read from, of a {@code pay_line} with the alias {@code t}. */
    public static final String COLUMNS =
            """
            t.file_id, t.line, t.record_key, t.amount, t.employee, t.employment_start, t.employment_end,
                   t.period_start, t.period_end, t.pay_date, t.apprentice_period, t.coop_credit_claimed, t.claim_key,
                   t.trade, t.regular_hours, t.overtime_hours, t.hourly_rate, t.gross_wages, t.taxable_benefits,
                   t.agency_fees, t.employee_total_wages, t.assistance_amount, t.assistance_kind, t.journeyperson_rate,
                   t.work_province""";

    /** The columns that a row is written to, in addition to those of every record. */
    static final String WRITTEN =
            "employee, employment_start, employment_end, period_start, period_end, pay_date, apprentice_period,"
                    + " coop_credit_claimed, claim_key, trade, regular_hours, overtime_hours, hourly_rate, gross_wages,"
                    + " taxable_benefits, agency_fees, employee_total_wages, assistance_amount, assistance_kind,"
                    + " journeyperson_rate, work_province";

    private final RecordAddress address;
    private final RecordAddress employee;
    private final String recordKey;
    private final String claimKey;
    private final TradeCode trade;
    private final LocalDate employmentStart;
    private final @Nullable LocalDate employmentEnd;
    private final Period payPeriod;
    private final LocalDate payDate;
    private final @Nullable BigDecimal regularHours;
    private final @Nullable BigDecimal overtimeHours;
    private final @Nullable Money hourlyRate;
    private final Money grossWages;
    private final Money taxableBenefits;
    private final Money agencyFees;
    private final Money employeeTotalWages;
    private final Money assistanceAmount;
    private final @Nullable String assistanceKind;
    private final @Nullable Boolean coopCreditClaimed;
    private final @Nullable Money journeypersonRate;
    private final @Nullable Integer apprenticePeriod;
    private final @Nullable String workProvince;

    /** Reads a row that has the {@link #COLUMNS}. */
    public PayLineRow(ResultSet rs) throws SQLException {
        address = RecordAddress.of(rs);
        employee = new RecordAddress(address.fileId(), rs.getInt("employee"));
        recordKey = rs.getString("record_key");
        claimKey = rs.getString("claim_key");
        trade = new TradeCode(rs.getString("trade"));
        employmentStart = rs.getObject("employment_start", LocalDate.class);
        employmentEnd = rs.getObject("employment_end", LocalDate.class);
        payPeriod =
                new Period(rs.getObject("period_start", LocalDate.class), rs.getObject("period_end", LocalDate.class));
        payDate = rs.getObject("pay_date", LocalDate.class);
        regularHours = rs.getBigDecimal("regular_hours");
        overtimeHours = rs.getBigDecimal("overtime_hours");
        hourlyRate = money(rs, "hourly_rate");
        Money stated = money(rs, "gross_wages");
        grossWages = stated != null ? stated : Objects.requireNonNull(money(rs, "amount"), "the amount of a pay line");
        taxableBenefits = money(rs, "taxable_benefits", Money.ZERO);
        agencyFees = money(rs, "agency_fees", Money.ZERO);
        employeeTotalWages = money(rs, "employee_total_wages", grossWages);
        assistanceAmount = money(rs, "assistance_amount", Money.ZERO);
        assistanceKind = rs.getString("assistance_kind");
        boolean coop = rs.getBoolean("coop_credit_claimed");
        coopCreditClaimed = rs.wasNull() ? null : coop;
        journeypersonRate = money(rs, "journeyperson_rate");
        int period = rs.getInt("apprentice_period");
        apprenticePeriod = rs.wasNull() ? null : period;
        workProvince = rs.getString("work_province");
    }

    /** The place of the line in the ledger. */
    public RecordAddress address() {
        return address;
    }

    /** The employee: file and number. */
    RecordAddress employee() {
        return employee;
    }

    /** The whole line. */
    PayLine with(PayLines.Employee person) {
        int prefix = person.employer().value().length() + 1;
        int suffix = person.taxationYear().end().toString().length() + 1;
        return new PayLine(
                person.employer(),
                person.taxationYear(),
                recordKey.substring(prefix),
                claimKey.substring(prefix, claimKey.length() - suffix),
                person.accountNumber(),
                person.sin(),
                person.familyName(),
                person.givenNames(),
                person.birthDate(),
                trade,
                employmentStart,
                employmentEnd,
                payPeriod,
                payDate,
                regularHours,
                overtimeHours,
                hourlyRate,
                grossWages,
                taxableBenefits,
                agencyFees,
                employeeTotalWages,
                assistanceAmount,
                assistanceKind,
                coopCreditClaimed,
                journeypersonRate,
                apprenticePeriod,
                workProvince);
    }

    /**
     * Adds the columns {@link #WRITTEN}. Values that nearly every line has are null.
     *
     * @param employee the number of the employee
     * @param amount the amount of the record, null when it could not be read
     */
    static void write(CopyText row, PayLine line, int employee, @Nullable BigDecimal amount) {
        row.add(employee)
                .add(line.employmentStart())
                .add(line.employmentEnd())
                .add(line.payPeriod().start())
                .add(line.payPeriod().end())
                .add(line.payDate())
                .add(line.apprenticePeriod())
                .add(line.coopCreditClaimed())
                .add(line.claimKey())
                .add(line.trade())
                .add(line.regularHours())
                .add(line.overtimeHours())
                .add(line.hourlyRate())
                .add(amount != null && amount.compareTo(line.grossWages().amount()) == 0 ? null : line.grossWages())
                .add(unless(Money.ZERO, line.taxableBenefits()))
                .add(unless(Money.ZERO, line.agencyFees()))
                .add(unless(line.grossWages(), line.employeeTotalWages()))
                .add(unless(Money.ZERO, line.assistanceAmount()))
                .add(line.assistanceKind())
                .add(line.journeypersonRate())
                .add(line.workProvince());
    }

    private static @Nullable Money unless(Money usual, Money value) {
        return value.equals(usual) ? null : value;
    }

    private static Money money(ResultSet rs, String column, Money usual) throws SQLException {
        Money value = money(rs, column);
        return value == null ? usual : value;
    }

    private static @Nullable Money money(ResultSet rs, String column) throws SQLException {
        BigDecimal value = rs.getBigDecimal(column);
        return value == null ? null : new Money(value);
    }
}
