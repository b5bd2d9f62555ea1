// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.StagedRecord;
import java.util.List;

/**
 * Notices whether any employee is paid for one pay period under more than one agreement, in a few bytes a line. Only then
 * need what is allocated to the trades be added up (rule ATTC-32).
 */
public final class SharedPayPeriods {

    private final RepeatedKeys shares = new RepeatedKeys();
    private final RepeatedKeys payPeriods = new RepeatedKeys();

    /** Takes note of records. */
    public void add(List<StagedRecord> records) {
        for (StagedRecord record : records) {
            if (record.state() != RecordState.REJECTED && record.canonical() instanceof PayLine line) {
                String payPeriod = payPeriod(line);
                if (shares.addNew(payPeriod + "/" + line.agreementNumber())) {
                    payPeriods.add(payPeriod);
                }
            }
        }
    }

    /** Whether any pay period may be shared. */
    public boolean isAny() {
        return payPeriods.isAny();
    }

    /** Whether the line's pay period may be. */
    boolean mayBe(PayLine line) {
        return payPeriods.mayBe(payPeriod(line));
    }

    /** Whose pay of which period: by account number, else by name and date of birth. */
    static String payPeriod(PayLine line) {
        String employee = line.accountNumber() != null
                ? line.accountNumber()
                : line.familyName() + "/" + line.givenNames() + "/" + line.birthDate();
        return employee + "/" + line.payPeriod().start() + "/"
                + line.payPeriod().end();
    }
}
