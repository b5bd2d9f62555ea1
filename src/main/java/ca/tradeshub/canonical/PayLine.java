// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The pay of one apprentice for one pay period under one agreement (interface agreements, section 1.3).
 *
 * @param employer the employer's payroll account, from the control file
 * @param taxationYear the taxation year the file reports on, from the control file
 * @param lineId with the employer the key of the record
 * @param agreementNumber the agreement
 * @param accountNumber the apprentice's account number, null when not stated
 * @param sin the apprentice's social insurance number, null when not stated
 * @param familyName family name
 * @param givenNames given names
 * @param birthDate date of birth, null when not stated
 * @param trade the trade worked in
 * @param employmentStart first day of the employment spell
 * @param employmentEnd last day of the spell, null while still employed
 * @param payPeriod the pay period
 * @param payDate the day of payment
 * @param regularHours regular hours, scale 2, null when not stated
 * @param overtimeHours overtime hours, scale 2, null when not stated
 * @param hourlyRate hourly rate, null when not stated
 * @param grossWages gross wages, without taxable benefits; negative for a reversal
 * @param taxableBenefits taxable benefits, zero when not stated
 * @param agencyFees fees paid to an employment agency, zero when not stated
 * @param employeeTotalWages the employee's wages of the pay period over all trades, equal to the gross wages when not
 *     stated
 * @param assistanceAmount government assistance, zero when not stated
 * @param assistanceKind the kind of assistance as the interface writes it ({@code GRANT}, {@code TA-88}, …), null when
 *     none
 * @param coopCreditClaimed whether the co-operative education tax credit is claimed for it, null when not stated
 * @param journeypersonRate average journeyperson hourly rate at the employer on the pay date, null when not stated
 * @param apprenticePeriod apprenticeship period, null when not stated
 * @param workProvince two letters, null when not stated
 */
public record PayLine(
        BusinessNumber employer,
        Period taxationYear,
        String lineId,
        String agreementNumber,
        @Nullable String accountNumber,
        @Nullable Sin sin,
        String familyName,
        String givenNames,
        @Nullable LocalDate birthDate,
        TradeCode trade,
        LocalDate employmentStart,
        @Nullable LocalDate employmentEnd,
        Period payPeriod,
        LocalDate payDate,
        @Nullable BigDecimal regularHours,
        @Nullable BigDecimal overtimeHours,
        @Nullable Money hourlyRate,
        Money grossWages,
        Money taxableBenefits,
        Money agencyFees,
        Money employeeTotalWages,
        Money assistanceAmount,
        @Nullable String assistanceKind,
        @Nullable Boolean coopCreditClaimed,
        @Nullable Money journeypersonRate,
        @Nullable Integer apprenticePeriod,
        @Nullable String workProvince)
        implements CanonicalRecord {

    @Override
    public Feed feed() {
        return Feed.PAYROLL;
    }

    @Override
    public String recordKey() {
        return employer.value() + "/" + lineId;
    }

    @Override
    public BigDecimal balanceAmount() {
        return grossWages.amount();
    }

    /** The key of the claim the line belongs to: employer, agreement and end of the taxation year. */
    public String claimKey() {
        return employer.value() + "/" + agreementNumber + "/" + taxationYear.end();
    }

    /** Gross expenditure before assistance: gross wages, taxable benefits and agency fees. */
    public Money grossExpenditure() {
        return grossWages.plus(taxableBenefits).plus(agencyFees);
    }
}
