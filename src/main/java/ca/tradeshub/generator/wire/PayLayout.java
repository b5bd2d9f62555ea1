// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.random.Table;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The payroll layout of a provider (interface agreements, section 1.3, and the layouts of the providers).
 *
 * @param charset encoding of the CSV file
 * @param separator the character between columns
 * @param columns the columns, in order
 */
record PayLayout(Charset charset, char separator, List<Column> columns) {

    /**
     * A column.
     *
     * @param heading name in the header row
     * @param text returns the text of the column for a pay line, null if it is empty
     */
    record Column(String heading, Function<PayLine, @Nullable String> text) {}

    /** Returns the layout with a name. */
    static PayLayout named(String name) {
        return switch (name) {
            case "standard" -> standard();
            case "boreal" -> boreal();
            case "centime" -> centime();
            default -> throw new IllegalArgumentException("Unknown payroll layout: " + name);
        };
    }

    /** Returns the index of the pay date. */
    int payDate() {
        return column("pay_date", "Date de paie", "PAID");
    }

    /** Returns the index of the gross wages. */
    int grossWages() {
        return column("gross_wages", "Salaire brut", "GROSS_C");
    }

    /** Returns the index of the kind of assistance. */
    int assistanceKind() {
        return column("assistance_kind", "Genre d'aide", "AID_KIND");
    }

    private int column(String... names) {
        List<String> wanted = List.of(names);
        for (int i = 0; i < columns.size(); i++) {
            if (wanted.contains(columns.get(i).heading())) {
                return i;
            }
        }
        throw new IllegalStateException("The layout has no column named one of " + wanted);
    }

    /** Returns the header row. */
    String[] headings() {
        return columns.stream().map(Column::heading).toArray(String[]::new);
    }

    /** Returns the row of a pay line. */
    String[] row(PayLine line) {
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = columns.get(i).text().apply(line);
        }
        return row;
    }

    private static PayLayout standard() {
        return new PayLayout(
                StandardCharsets.UTF_8,
                ',',
                List.of(
                        new Column("line_id", PayLine::lineId),
                        new Column("agreement_number", PayLine::agreementNumber),
                        new Column("account_number", PayLine::accountNumber),
                        new Column("sin", PayLayout::sin),
                        new Column("family_name", PayLine::familyName),
                        new Column("given_names", PayLine::givenNames),
                        new Column("birth_date", line -> text(line.birthDate())),
                        new Column("trade_code", line -> line.trade().value()),
                        new Column("employment_start", line -> line.employmentStart()
                                .toString()),
                        new Column(
                                "employment_end",
                                line -> line.employmentEnd() == null
                                        ? null
                                        : line.employmentEnd().toString()),
                        new Column(
                                "period_start", line -> line.payPeriod().start().toString()),
                        new Column("period_end", line -> line.payPeriod().end().toString()),
                        new Column("pay_date", line -> line.payDate().toString()),
                        new Column("regular_hours", line -> text(line.regularHours())),
                        new Column("overtime_hours", line -> text(line.overtimeHours())),
                        new Column("hourly_rate", line -> text(line.hourlyRate())),
                        new Column("gross_wages", line -> line.grossWages().toString()),
                        new Column("taxable_benefits", line -> line.taxableBenefits()
                                .toString()),
                        new Column("agency_fees", line -> line.agencyFees().toString()),
                        new Column("employee_total_wages", line -> line.employeeTotalWages()
                                .toString()),
                        new Column("assistance_amount", line -> line.assistanceAmount()
                                .toString()),
                        new Column("assistance_kind", PayLine::assistanceKind),
                        new Column("coop_credit_claimed", line -> isCoopCreditClaimed(line) ? "Y" : "N"),
                        new Column("journeyperson_rate", line -> text(line.journeypersonRate())),
                        new Column("apprentice_period", line -> text(line.apprenticePeriod())),
                        new Column("work_province", PayLine::workProvince)));
    }

    private static PayLayout boreal() {
        Windows1252 letters = new Windows1252();
        Map<String, String> kinds = codes("boreal-assistance-kinds");
        return new PayLayout(
                Windows1252.CHARSET,
                ';',
                List.of(
                        new Column("Numéro de ligne", PayLine::lineId),
                        new Column("Numéro d'entente", PayLine::agreementNumber),
                        new Column("Numéro de compte", PayLine::accountNumber),
                        new Column("NAS", PayLayout::sin),
                        new Column("Nom", line -> letters.fold(line.familyName())),
                        new Column("Prénoms", line -> letters.fold(line.givenNames())),
                        new Column("Date de naissance", line -> french(line.birthDate())),
                        new Column("Métier", line -> line.trade().value()),
                        new Column("Début d'emploi", line -> french(line.employmentStart())),
                        new Column("Fin d'emploi", line -> french(line.employmentEnd())),
                        new Column(
                                "Début de période",
                                line -> french(line.payPeriod().start())),
                        new Column(
                                "Fin de période",
                                line -> french(line.payPeriod().end())),
                        new Column("Date de paie", line -> french(line.payDate())),
                        new Column("Heures normales", line -> french(line.regularHours())),
                        new Column("Heures supplémentaires", line -> french(line.overtimeHours())),
                        new Column("Taux horaire", line -> french(line.hourlyRate())),
                        new Column("Salaire brut", line -> french(line.grossWages())),
                        new Column("Avantages imposables", line -> french(line.taxableBenefits())),
                        new Column("Frais d'agence", line -> french(line.agencyFees())),
                        new Column("Salaire total", line -> french(line.employeeTotalWages())),
                        new Column("Montant d'aide", line -> french(line.assistanceAmount())),
                        new Column("Genre d'aide", line -> code(kinds, line.assistanceKind())),
                        new Column("Crédit coop demandé", line -> isCoopCreditClaimed(line) ? "O" : "N"),
                        new Column("Taux des compagnons", line -> french(line.journeypersonRate())),
                        new Column("Étape", line -> text(line.apprenticePeriod())),
                        new Column("Province", PayLine::workProvince)));
    }

    private static PayLayout centime() {
        Map<String, String> trades = codes("centime-trades");
        return new PayLayout(
                StandardCharsets.UTF_8,
                ',',
                List.of(
                        new Column("TXN", PayLine::lineId),
                        new Column("AGREEMENT", PayLine::agreementNumber),
                        new Column("STO_ACCT", PayLine::accountNumber),
                        new Column(
                                "EMPLOYEE",
                                line -> line.familyName().toUpperCase(Locale.ROOT) + ", " + line.givenNames()),
                        new Column("SIN", PayLayout::sin),
                        new Column("DOB", line -> digits(line.birthDate())),
                        new Column("JOB", line -> code(trades, line.trade().value())),
                        new Column("LEVEL", line -> text(line.apprenticePeriod())),
                        new Column("HIRED", line -> digits(line.employmentStart())),
                        new Column("LEFT", line -> digits(line.employmentEnd())),
                        new Column("PAID", line -> digits(line.payDate())),
                        new Column("FROM", line -> digits(line.payPeriod().start())),
                        new Column("TO", line -> digits(line.payPeriod().end())),
                        new Column("REG_H", line -> hundredths(line.regularHours())),
                        new Column("OT_H", line -> hundredths(line.overtimeHours())),
                        new Column("RATE_C", line -> hundredths(line.hourlyRate())),
                        new Column("JP_RATE_C", line -> hundredths(line.journeypersonRate())),
                        new Column("GROSS_C", line -> hundredths(line.grossWages())),
                        new Column("BENEFITS_C", line -> hundredths(line.taxableBenefits())),
                        new Column("AGENCY_C", line -> hundredths(line.agencyFees())),
                        new Column("TOTAL_C", line -> hundredths(line.employeeTotalWages())),
                        new Column("AID_C", line -> hundredths(line.assistanceAmount())),
                        new Column("AID_KIND", PayLine::assistanceKind),
                        new Column("COOP", line -> isCoopCreditClaimed(line) ? "1" : "0"),
                        new Column("PROV", PayLine::workProvince)));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, null);
    }

    private static boolean isCoopCreditClaimed(PayLine line) {
        return Boolean.TRUE.equals(line.coopCreditClaimed());
    }

    private static @Nullable String sin(PayLine line) {
        return line.sin() == null ? null : line.sin().reveal();
    }

    /** Returns the codes of a provider, by canonical value. */
    private static Map<String, String> codes(String table) {
        return Table.read("mappings/codes/" + table + ".csv").stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.getField("value"), row -> row.getField("code")));
    }

    private static @Nullable String code(Map<String, String> codes, @Nullable String value) {
        if (value == null) {
            return null;
        }
        @Nullable String code = codes.get(value);
        if (code == null) {
            throw new IllegalArgumentException("The provider has no code for " + value);
        }
        return code;
    }

    /** Formats a date in the French layout, for example 29/02/2016. */
    private static @Nullable String french(@Nullable LocalDate day) {
        if (day == null) {
            return null;
        }
        String iso = day.toString();
        return iso.substring(8) + '/' + iso.substring(5, 7) + '/' + iso.substring(0, 4);
    }

    private static @Nullable String french(@Nullable Money money) {
        return money == null ? null : french(money.amount());
    }

    /** Formats an amount in the French layout, for example 1 234,56. */
    private static @Nullable String french(@Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(amount.toPlainString().replace('.', ','));
        int first = amount.signum() < 0 ? 1 : 0;
        for (int at = text.length() - 6; at > first; at -= 3) {
            text.insert(at, ' ');
        }
        return text.toString();
    }

    /** Formats a date as digits, for example 20160229; zeros for null. */
    private static String digits(@Nullable LocalDate day) {
        return day == null ? "00000000" : day.toString().replace("-", "");
    }

    private static @Nullable String hundredths(@Nullable Money money) {
        return money == null ? null : hundredths(money.amount());
    }

    private static @Nullable String hundredths(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.unscaledValue().toString();
    }
}
