// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;

/** A claim whose sources state different values. */
final class DifferingSources {

    private DifferingSources() {}

    /** The agreement states 2015-06-01 as its original date, and the original agreement states 2015-05-01. */
    static void originalDates(ResolutionSteps steps) {
        steps.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-0";
            r.registeredOn = LocalDate.of(2015, 5, 1);
            r.statusOn = r.registeredOn;
        }));
        steps.registrations(Samples.registration(r -> {
            r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
            r.originalAgreementNumber = "TA-0";
            r.originalRegisteredOn = LocalDate.of(2015, 6, 1);
        }));
        steps.payroll(employer("500000.00"), List.of(), List.of(Samples.payLine(line -> {})));
    }

    /** The agreement is in the trade 306A, and the pay line in 442A. */
    static void trades(ResolutionSteps steps) {
        steps.registrations(Samples.registration(r -> {}));
        steps.payroll(
                employer("500000.00"), List.of(), List.of(Samples.payLine(line -> line.trade = new TradeCode("442A"))));
    }
}
