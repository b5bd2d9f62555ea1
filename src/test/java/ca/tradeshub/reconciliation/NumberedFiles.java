// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.YEAR_2016;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.rules.Samples;
import java.util.List;
import java.util.function.Consumer;

/** Files of records for a test, numbered in the order in which they are made. */
final class NumberedFiles {

    private final ReconciliationFixture hub;
    private int sequence;

    NumberedFiles(ReconciliationFixture hub) {
        this.hub = hub;
    }

    /** The number of the next file. */
    int next() {
        return ++sequence;
    }

    /** Lets the next file have the number after this one. */
    void continueFrom(int number) {
        sequence = number;
    }

    void registrations(Registration... records) {
        hub.file(Feed.REGISTRATIONS, next(), List.of(records));
    }

    long certificates(Certificate... records) {
        return hub.file(Feed.CERTIFICATES, next(), List.of(records));
    }

    /** A file of one pay line of 2016. */
    long payroll(String employer, Consumer<Samples.APayLine> change) {
        return hub.file(
                Feed.PAYROLL,
                next(),
                Samples.employerYear(draft -> draft.businessNumber = new BusinessNumber(employer)),
                List.of(),
                List.of(line(YEAR_2016, "L1", line -> {
                    line.employer = new BusinessNumber(employer);
                    change.accept(line);
                })));
    }

    static PayLine line(Period year, String id, Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.agreementNumber = "TA-1";
            line.taxationYear = year;
            change.accept(line);
        });
    }

    /** The key of the claim of 2016 for an agreement. */
    static String claim2016(String agreement) {
        return "123026635RP0001/" + agreement + "/2016-12-31";
    }
}
