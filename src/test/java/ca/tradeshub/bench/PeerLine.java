// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/**
 * A line of the standard payroll layout, as the libraries that the hub is compared with want it: a bean with a setter and
 * a getter a column. Read back from the database it also has the facts of its registration.
 */
@CsvRecord(separator = ",")
public class PeerLine {

    @DataField(pos = 1)
    private String lineId;

    @DataField(pos = 2)
    private String agreementNumber;

    @DataField(pos = 3)
    private String accountNumber;

    @DataField(pos = 4)
    private String sin;

    @DataField(pos = 5)
    private String familyName;

    @DataField(pos = 6)
    private String givenNames;

    @DataField(pos = 7, pattern = "yyyy-MM-dd")
    private LocalDate birthDate;

    @DataField(pos = 8)
    private String tradeCode;

    @DataField(pos = 9, pattern = "yyyy-MM-dd")
    private LocalDate employmentStart;

    @DataField(pos = 10, pattern = "yyyy-MM-dd")
    private LocalDate employmentEnd;

    @DataField(pos = 11, pattern = "yyyy-MM-dd")
    private LocalDate periodStart;

    @DataField(pos = 12, pattern = "yyyy-MM-dd")
    private LocalDate periodEnd;

    @DataField(pos = 13, pattern = "yyyy-MM-dd")
    private LocalDate payDate;

    @DataField(pos = 14, precision = 2)
    private BigDecimal regularHours;

    @DataField(pos = 15, precision = 2)
    private BigDecimal overtimeHours;

    @DataField(pos = 16, precision = 2)
    private BigDecimal hourlyRate;

    @DataField(pos = 17, precision = 2)
    private BigDecimal grossWages;

    @DataField(pos = 18, precision = 2)
    private BigDecimal taxableBenefits;

    @DataField(pos = 19, precision = 2)
    private BigDecimal agencyFees;

    @DataField(pos = 20, precision = 2)
    private BigDecimal employeeTotalWages;

    @DataField(pos = 21, precision = 2)
    private BigDecimal assistanceAmount;

    @DataField(pos = 22)
    private String assistanceKind;

    @DataField(pos = 23)
    private String coopCreditClaimed;

    @DataField(pos = 24, precision = 2)
    private BigDecimal journeypersonRate;

    @DataField(pos = 25)
    private Integer apprenticePeriod;

    @DataField(pos = 26)
    private String workProvince;

    private long line;

    private LocalDate registeredOn;

    private String registeredTrade;

    private String registeredAccount;

    private String registeredFamilyName;

    private String registeredGivenNames;

    private LocalDate registeredBirthDate;

    public String getLineId() {
        return lineId;
    }

    public void setLineId(String value) {
        lineId = value;
    }

    public String getAgreementNumber() {
        return agreementNumber;
    }

    public void setAgreementNumber(String value) {
        agreementNumber = value;
    }

    public String getAccountNumber() {
        return accountNumber;
    }

    public void setAccountNumber(String value) {
        accountNumber = value;
    }

    public String getSin() {
        return sin;
    }

    public void setSin(String value) {
        sin = value;
    }

    public String getFamilyName() {
        return familyName;
    }

    public void setFamilyName(String value) {
        familyName = value;
    }

    public String getGivenNames() {
        return givenNames;
    }

    public void setGivenNames(String value) {
        givenNames = value;
    }

    public LocalDate getBirthDate() {
        return birthDate;
    }

    public void setBirthDate(LocalDate value) {
        birthDate = value;
    }

    public String getTradeCode() {
        return tradeCode;
    }

    public void setTradeCode(String value) {
        tradeCode = value;
    }

    public LocalDate getEmploymentStart() {
        return employmentStart;
    }

    public void setEmploymentStart(LocalDate value) {
        employmentStart = value;
    }

    public LocalDate getEmploymentEnd() {
        return employmentEnd;
    }

    public void setEmploymentEnd(LocalDate value) {
        employmentEnd = value;
    }

    public LocalDate getPeriodStart() {
        return periodStart;
    }

    public void setPeriodStart(LocalDate value) {
        periodStart = value;
    }

    public LocalDate getPeriodEnd() {
        return periodEnd;
    }

    public void setPeriodEnd(LocalDate value) {
        periodEnd = value;
    }

    public LocalDate getPayDate() {
        return payDate;
    }

    public void setPayDate(LocalDate value) {
        payDate = value;
    }

    public BigDecimal getRegularHours() {
        return regularHours;
    }

    public void setRegularHours(BigDecimal value) {
        regularHours = value;
    }

    public BigDecimal getOvertimeHours() {
        return overtimeHours;
    }

    public void setOvertimeHours(BigDecimal value) {
        overtimeHours = value;
    }

    public BigDecimal getHourlyRate() {
        return hourlyRate;
    }

    public void setHourlyRate(BigDecimal value) {
        hourlyRate = value;
    }

    public BigDecimal getGrossWages() {
        return grossWages;
    }

    public void setGrossWages(BigDecimal value) {
        grossWages = value;
    }

    public BigDecimal getTaxableBenefits() {
        return taxableBenefits;
    }

    public void setTaxableBenefits(BigDecimal value) {
        taxableBenefits = value;
    }

    public BigDecimal getAgencyFees() {
        return agencyFees;
    }

    public void setAgencyFees(BigDecimal value) {
        agencyFees = value;
    }

    public BigDecimal getEmployeeTotalWages() {
        return employeeTotalWages;
    }

    public void setEmployeeTotalWages(BigDecimal value) {
        employeeTotalWages = value;
    }

    public BigDecimal getAssistanceAmount() {
        return assistanceAmount;
    }

    public void setAssistanceAmount(BigDecimal value) {
        assistanceAmount = value;
    }

    public String getAssistanceKind() {
        return assistanceKind;
    }

    public void setAssistanceKind(String value) {
        assistanceKind = value;
    }

    public String getCoopCreditClaimed() {
        return coopCreditClaimed;
    }

    public void setCoopCreditClaimed(String value) {
        coopCreditClaimed = value;
    }

    public BigDecimal getJourneypersonRate() {
        return journeypersonRate;
    }

    public void setJourneypersonRate(BigDecimal value) {
        journeypersonRate = value;
    }

    public Integer getApprenticePeriod() {
        return apprenticePeriod;
    }

    public void setApprenticePeriod(Integer value) {
        apprenticePeriod = value;
    }

    public String getWorkProvince() {
        return workProvince;
    }

    public void setWorkProvince(String value) {
        workProvince = value;
    }

    public long getLine() {
        return line;
    }

    public void setLine(long value) {
        line = value;
    }

    public LocalDate getRegisteredOn() {
        return registeredOn;
    }

    public void setRegisteredOn(LocalDate value) {
        registeredOn = value;
    }

    public String getRegisteredTrade() {
        return registeredTrade;
    }

    public void setRegisteredTrade(String value) {
        registeredTrade = value;
    }

    public String getRegisteredAccount() {
        return registeredAccount;
    }

    public void setRegisteredAccount(String value) {
        registeredAccount = value;
    }

    public String getRegisteredFamilyName() {
        return registeredFamilyName;
    }

    public void setRegisteredFamilyName(String value) {
        registeredFamilyName = value;
    }

    public String getRegisteredGivenNames() {
        return registeredGivenNames;
    }

    public void setRegisteredGivenNames(String value) {
        registeredGivenNames = value;
    }

    public LocalDate getRegisteredBirthDate() {
        return registeredBirthDate;
    }

    public void setRegisteredBirthDate(LocalDate value) {
        registeredBirthDate = value;
    }
}
