// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pay lines of one file with every kind of value: absent, zero, negative, large, of other scripts, in need of escaping. */
public final class GeneratedPayLines {

    private static final String[] NAMES = {
        "Tremblay",
        "O'Neil",
        "Lévesque",
        "Ni\"ck",
        "back\\slash",
        "tab\tname",
        "\\N",
        "ᐃᓄᒃ",
        "王",
        "𝒜da",
        "a/b",
        " ",
        "line\nbreak"
    };
    private static final String[] AGREEMENTS = {"TA-2016-000001", "TA/7", "A", "TA-2016-000002", "TA/7/x"};
    private static final String[] LINE_IDS = {"L", "a/", "é", "x\\", "0"};
    private static final LocalDate[] DAYS = {
        LocalDate.of(1, 1, 1),
        LocalDate.of(1582, 10, 10),
        LocalDate.of(1995, 4, 8),
        LocalDate.of(2016, 2, 29),
        LocalDate.of(9999, 12, 31)
    };

    private GeneratedPayLines() {}

    /** The pay lines of one employer and year, each with a key of its own. */
    public static List<PayLine> of(long seed, int count) {
        Random random = new Random(seed);
        List<PayLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(random, i));
        }
        return lines;
    }

    private static PayLine line(Random random, int number) {
        return Samples.payLine(draft -> {
            draft.lineId = LINE_IDS[random.nextInt(LINE_IDS.length)] + number;
            draft.agreementNumber = AGREEMENTS[random.nextInt(AGREEMENTS.length)];
            draft.accountNumber = random.nextBoolean() ? null : "0000000" + random.nextInt(10);
            draft.sin = random.nextBoolean() ? null : Sin.of("04645428" + random.nextInt(10));
            draft.familyName = NAMES[random.nextInt(NAMES.length)];
            draft.givenNames = NAMES[random.nextInt(NAMES.length)];
            draft.birthDate = random.nextBoolean() ? null : day(random);
            draft.trade = new TradeCode(random.nextBoolean() ? "306A" : "?");
            draft.employmentStart = day(random);
            draft.employmentEnd = random.nextBoolean() ? null : day(random);
            LocalDate start = day(random);
            draft.payPeriod = new Period(start, random.nextBoolean() ? start : LocalDate.of(9999, 12, 31));
            draft.payDate = day(random);
            draft.regularHours = hours(random);
            draft.overtimeHours = hours(random);
            draft.hourlyRate = random.nextBoolean() ? null : money(random);
            draft.grossWages = money(random);
            draft.taxableBenefits = money(random);
            draft.agencyFees = money(random);
            draft.employeeTotalWages = random.nextBoolean() ? draft.grossWages : money(random);
            draft.assistanceAmount = money(random);
            draft.assistanceKind = random.nextBoolean() ? null : "TA-88";
            draft.coopCreditClaimed = random.nextBoolean() ? null : Boolean.valueOf(random.nextBoolean());
            draft.journeypersonRate = random.nextBoolean() ? null : money(random);
            draft.apprenticePeriod = random.nextBoolean() ? null : random.nextInt(100);
            draft.workProvince = random.nextBoolean() ? null : "QC";
        });
    }

    private static LocalDate day(Random random) {
        return DAYS[random.nextInt(DAYS.length)];
    }

    private static BigDecimal hours(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> new BigDecimal("0.00");
            case 2 -> new BigDecimal("40");
            case 3 -> new BigDecimal("7.5");
            default -> new BigDecimal("-37.25");
        };
    }

    private static Money money(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Money.ZERO;
            case 1 -> Money.of("0.01");
            case 2 -> Money.of("-650.00");
            case 3 -> Money.of("999999999999.99");
            default -> Money.of("650.10");
        };
    }
}
