// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/** Files as the agencies send them, for any number of made-up persons; persons are numbered from 0. */
public final class Wire {

    public static final String EMPLOYER = "123026635";
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2016, 1, 4);
    private static final BigDecimal WAGES = new BigDecimal("650.00");

    private Wire() {}

    /** A file and its name. */
    public record File(String name, String content) {}

    public static String agreement(int person) {
        return "TA-2015-%06d".formatted(person);
    }

    public static String account(int person) {
        return Integer.toString(20_000_000 + person);
    }

    public static String claimKey(int person) {
        return EMPLOYER + "RP0001/" + agreement(person) + "/2016-12-31";
    }

    /** Registrations of persons, each in trade 309A from 2015-06-01. */
    public static File registrations(int sequence, int from, int count) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                {"record":"header","feed":"registrations","version":"1","sender":"employment-ontario","sequence":%d,"created":"2026-11-20T02:00:00-05:00"}
                """
                        .formatted(sequence));
        for (int person = from; person < from + count; person++) {
            text.append(
                    """
                    {"record":"registration","agreementNumber":"%s","document":"TRAINING_AGREEMENT","act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE","statusOn":"2015-06-01","trade":"309A","programme":"STANDARD","period":1,"hoursCredited":"40.00","creditBasis":"COURSE","creditEvidence":"C-1","education":"GRADE_10","person":{"clientId":"%d","accountNumber":"%s","sin":"%s","familyName":"Family%d","givenNames":"Given","birthDate":"1995-03-04","postalCode":"M5V 2T6","language":"en"},"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","since":"2015-06-01","isJourneyperson":false,"journeypersons":3,"apprentices":1}}
                    """
                            .formatted(agreement(person), 1_000_000 + person, account(person), sin(person), person));
        }
        text.append("""
                {"record":"trailer","records":%d,"hoursCredited":"%s"}
                """
                .formatted(count, new BigDecimal(40 * count).setScale(2)));
        return new File("REG_20261120_%06d.ndjson".formatted(sequence), text.toString());
    }

    /** Certificates of qualification in 309A of persons. */
    public static File certificates(int sequence, int from, int count) {
        StringBuilder text = new StringBuilder();
        text.append(pad("HDROCOTCERT20261120%06d".formatted(sequence))).append('\n');
        long sum = 0;
        for (int person = from; person < from + count; person++) {
            sum += Long.parseLong(account(person));
            text.append(pad("DTL" + account(person) + "J"
                            + left("Family" + person, 30) + left("Given", 30) + left("", 30)
                            + "19950304" + "M5V2T6" + "309A" + "CQ" + "%010d".formatted(person + 1)
                            + "20190601" + "20190601" + "00000000" + "00000000" + "00000000" + "I" + "20190601"
                            + "     " + "N" + "AP" + "ON" + "00000000" + "00000000" + "00" + "00000000" + "00000000"))
                    .append('\n');
        }
        text.append(pad("TRL%09d%012d".formatted(count, sum % 1_000_000_000_000L)))
                .append('\n');
        return new File("CERT_20261120_%06d.dat".formatted(sequence), text.toString());
    }

    /** Weekly pay of persons in the standard layout. */
    public static File payroll(int sequence, int from, int count, int weeks) {
        StringBuilder text = new StringBuilder();
        text.append("line_id,agreement_number,account_number,sin,family_name,given_names,birth_date,trade_code,"
                + "employment_start,employment_end,period_start,period_end,pay_date,regular_hours,overtime_hours,"
                + "hourly_rate,gross_wages,taxable_benefits,agency_fees,employee_total_wages,assistance_amount,"
                + "assistance_kind,coop_credit_claimed,journeyperson_rate,apprentice_period,work_province\n");
        for (int person = from; person < from + count; person++) {
            for (int week = 0; week < weeks; week++) {
                LocalDate monday = FIRST_MONDAY.plusWeeks(week);
                text.append(
                        "L%d-%d,%s,%s,%s,Family%d,Given,1995-03-04,309A,2016-01-01,,%s,%s,%s,40.00,0.00,16.25,%s,,,,,,N,,1,ON\n"
                                .formatted(
                                        person,
                                        week,
                                        agreement(person),
                                        account(person),
                                        sin(person),
                                        person,
                                        monday,
                                        monday.plusDays(6),
                                        monday.plusDays(6),
                                        WAGES));
            }
        }
        return new File(payrollName(sequence), text.toString());
    }

    /** The control file of {@link #payroll}. */
    public static File control(int sequence, int count, int weeks) {
        return new File(
                payrollName(sequence) + ".ctl",
                """
                {"file":"%s","version":"1","records":%d,"grossWages":"%s","layout":"standard","employer":{"businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","kind":"CORPORATION","ontarioEstablishment":true,"ontarioTaxpayer":true,"priorYearPayroll":"500000.00","priorYearShort":false,"associatedGroup":false},"taxationYear":{"start":"2016-01-01","end":"2016-12-31"}}
                """
                        .formatted(
                                payrollName(sequence), count * weeks, WAGES.multiply(new BigDecimal(count * weeks))));
    }

    private static String payrollName(int sequence) {
        return "PAY_%s_20261120_%06d.csv".formatted(EMPLOYER, sequence);
    }

    /** A number with a valid check digit that no person was ever given on purpose. */
    public static String sin(int person) {
        return checked("1%07d".formatted(person));
    }

    /** The nine digits of an employer other than {@link #EMPLOYER}. */
    public static String employer(int number) {
        return checked("2%07d".formatted(number));
    }

    /** Eight digits and the check digit that social insurance and business numbers end with. */
    static String checked(String digits) {
        for (int check = 0; check < 10; check++) {
            if (luhn(digits + check)) {
                return digits + check;
            }
        }
        throw new IllegalStateException();
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    private static String left(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }

    private static String pad(String line) {
        return left(line, 240);
    }
}
