// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Claims under agreements in one trade, each of one week of pay. */
abstract class ClaimsInOneTrade {

    static final String ONE = "123026635RP0001";
    static final String TWO = "123026635RP0002";
    static final String OTHER_EMPLOYER = "123456782RP0001";
    static final String MISMATCH = "VALUE_MISMATCH/ATTC-27";
    static final String HELD = "HELD/ATTC-27";

    final ReconciliationFixture hub = new ReconciliationFixture();
    int sequence;

    @AfterEach
    void close() {
        hub.close();
    }

    static void follows(Samples.ARegistration draft, String first, int month) {
        draft.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
        draft.registeredOn = LocalDate.of(2016, month, 1);
        draft.statusOn = draft.registeredOn;
        draft.originalRegisteredOn = LocalDate.of(2016, 1, 1);
        draft.originalAgreementNumber = first;
    }

    static Person person(String client, String account, String sin) {
        return new Person(
                client,
                account,
                sin == null ? null : Sin.of(sin),
                "Tremblay",
                "Ana",
                null,
                LocalDate.parse("1995-04-08"),
                "K1A0B1",
                "fr");
    }

    static Registration agreement(String number, Consumer<Samples.ARegistration> change) {
        return Samples.registration(draft -> {
            draft.agreementNumber = number;
            draft.trade = new TradeCode("442A");
            change.accept(draft);
        });
    }

    void registrations(Registration... records) {
        hub.file(Feed.REGISTRATIONS, ++sequence, List.of(records));
    }

    long pay(String employer, String agreement, String gross) {
        return pay(employer, agreement, gross, line -> {});
    }

    long pay(String employer, String agreement, String gross, Consumer<Samples.APayLine> change) {
        return payroll(hub, ++sequence, employer, agreement, gross, change);
    }

    static long payroll(
            ReconciliationFixture hub,
            int sequence,
            String employer,
            String agreement,
            String gross,
            Consumer<Samples.APayLine> change) {
        PayLine paid = Samples.payLine(line -> {
            line.employer = new BusinessNumber(employer);
            line.lineId = "L-" + agreement;
            line.agreementNumber = agreement;
            line.trade = new TradeCode("442A");
            line.payPeriod = new Period(LocalDate.of(2016, 3, 7), LocalDate.of(2016, 3, 13));
            line.payDate = LocalDate.of(2016, 3, 13);
            line.employmentStart = LocalDate.of(2016, 1, 1);
            line.grossWages = Money.of(gross);
            line.employeeTotalWages = Money.of("50000.00");
            change.accept(line);
        });
        return hub.file(
                Feed.PAYROLL,
                sequence,
                Samples.employerYear(draft -> draft.businessNumber = new BusinessNumber(employer)),
                List.of(),
                List.of(paid));
    }

    static String claim(String employer, String agreement) {
        return employer + "/" + agreement + "/2016-12-31";
    }

    String credit(String employer, String agreement) {
        return hub.body(claim(employer, agreement)).at("/computation/credit").asText();
    }

    static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<Integer> tail : permutations(Collections.unmodifiableList(rest))) {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
