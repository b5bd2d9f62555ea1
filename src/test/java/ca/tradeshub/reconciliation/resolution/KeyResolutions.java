// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.rules.Samples;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Resolutions about one claim and one person. */
abstract class KeyResolutions {

    static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    static final String PERSON = "12345678/306A";

    final ResolutionSteps steps = new ResolutionSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    static PayLine line(String id) {
        return Samples.payLine(line -> line.lineId = id);
    }

    static EmployerYear.Claim claimed(String amount) {
        return new EmployerYear.Claim("TA-2016-000001", Money.of(amount), null);
    }

    static EmployerYear year(String account, String priorYearPayroll) {
        return Samples.employerYear(year -> {
            year.businessNumber = new BusinessNumber(account);
            year.priorYearPayroll = Money.of(priorYearPayroll);
        });
    }

    List<String> messageFindings(String key) {
        return steps.hub().body(key).at("/findings").findValuesAsText("message");
    }
}
