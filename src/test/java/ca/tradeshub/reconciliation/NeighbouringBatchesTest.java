// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys that depend on each other have the same result in whatever batches they are decided. Neighbours in the list of keys
 * do: the registration and the certificate of a person, who have no number in common, and the claims of two accounts of
 * one employer, which share a maximum.
 */
class NeighbouringBatchesTest {

    private static final List<String> FAMILY_NAMES = List.of(
            "Tremblay", "Okafor", "Singh", "Nguyen", "Kowalski", "Haddad", "Ivanov", "Martinez", "Oduya", "Petit");
    private static final List<String> GIVEN_NAMES =
            List.of("Ana", "Bela", "Chidi", "Dung", "Ewa", "Farid", "Galina", "Hugo", "Ife", "Jean");

    private static final List<Sin> NUMBERS = Stream.of("132000100", "132079294", "132158486", "132237678", "132316860")
            .map(Sin::of)
            .toList();

    private static final List<String> ACCOUNTS = List.of("123026635RP0001", "123026635RP0002");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void have_the_same_results(int batchSize) {
        try (ReconciliationFixture together = new ReconciliationFixture(500);
                ReconciliationFixture apart = new ReconciliationFixture(batchSize)) {
            receive(together);
            receive(apart);

            together.reconcile();
            apart.reconcile();

            assertThat(inForce(apart)).isEqualTo(inForce(together)).hasSize(4 * FAMILY_NAMES.size());
            assertThat(apart.openExceptions())
                    .containsExactlyInAnyOrderElementsOf(together.openExceptions())
                    .hasSize(2 * FAMILY_NAMES.size());
            assertThat(links(apart)).isEqualTo(links(together)).hasSize(FAMILY_NAMES.size());
        }
    }

    /** The pay of every second person states the social insurance number that the next one is registered with later. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void hold_the_same_pay_lines_with_numbers_of_others(int batchSize) {
        try (ReconciliationFixture together = new ReconciliationFixture(500);
                ReconciliationFixture apart = new ReconciliationFixture(batchSize)) {
            receiveWithNumbersOfOthers(together);
            receiveWithNumbersOfOthers(apart);

            together.reconcile();
            apart.reconcile();

            assertThat(heldClaims(apart))
                    .isEqualTo(heldClaims(together))
                    .hasSize(ACCOUNTS.size() * FAMILY_NAMES.size() / 2);
        }
    }

    private static List<String> heldClaims(ReconciliationFixture hub) {
        return hub.texts(
                """
                select subject from exception_case where type = 'IDENTITY_CLASH' and closed_at is null order by 1
                """);
    }

    private static void receiveWithNumbersOfOthers(ReconciliationFixture hub) {
        int sequence = 0;
        for (int person = 0; person < FAMILY_NAMES.size(); person += 2) {
            Sin sin = NUMBERS.get(person / 2);
            hub.file(Feed.REGISTRATIONS, ++sequence, List.of(registration(person, null)));
            for (String account : ACCOUNTS) {
                hub.file(
                        Feed.PAYROLL,
                        ++sequence,
                        Samples.employerYear(draft -> draft.businessNumber = new BusinessNumber(account)),
                        List.of(),
                        List.of(payLine(account, person, sin)));
            }
        }
        hub.reconcile();
        assertThat(heldClaims(hub)).isEmpty();
        for (int person = 0; person < FAMILY_NAMES.size(); person += 2) {
            Sin sin = NUMBERS.get(person / 2);
            hub.file(Feed.REGISTRATIONS, ++sequence, List.of(registration(person + 1, sin)));
        }
    }

    private static List<String> links(ReconciliationFixture hub) {
        return hub.texts("select one_person || ' ' || other_person || ' ' || outcome from identity_link order by 1");
    }

    /**
     * What the registry was told last, without what was withdrawn, and the states of the claims. A person keeps the key of
     * the first message, which depends on what came first.
     */
    private static List<String> inForce(ReconciliationFixture hub) {
        return hub.texts(
                """
                select case when queue like 'registry%' then body_digest else record_key || ' ' || state end as told
                  from decision where queue not like 'registry%' or body_digest is not null
                 order by 1
                """);
    }

    private static void receive(ReconciliationFixture hub) {
        int sequence = 0;
        for (int person = 0; person < FAMILY_NAMES.size(); person++) {
            hub.file(Feed.REGISTRATIONS, ++sequence, List.of(registration(person)));
            hub.file(Feed.CERTIFICATES, ++sequence, List.of(certificate(person)));
        }
        for (int person = 0; person < FAMILY_NAMES.size(); person++) {
            for (String account : ACCOUNTS) {
                hub.file(
                        Feed.PAYROLL,
                        ++sequence,
                        Samples.employerYear(draft -> draft.businessNumber = new BusinessNumber(account)),
                        List.of(),
                        List.of(payLine(account, person)));
            }
        }
    }

    private static Registration registration(int person) {
        return registration(person, null);
    }

    private static Registration registration(int person, @Nullable Sin sin) {
        return Samples.registration(draft -> {
            draft.agreementNumber = "TA-" + person;
            draft.trade = new TradeCode("442A");
            draft.person = new Person(
                    "200000" + person,
                    null,
                    sin,
                    FAMILY_NAMES.get(person),
                    GIVEN_NAMES.get(person),
                    null,
                    birthDate(person),
                    postalCode(person),
                    "en");
        });
    }

    private static Certificate certificate(int person) {
        return Samples.certificate(draft -> {
            draft.memberNumber = "5000000" + person;
            draft.number = "Q-" + person;
            draft.trade = new TradeCode("306A");
            draft.familyName = FAMILY_NAMES.get(person);
            draft.givenNames = GIVEN_NAMES.get(person);
            draft.birthDate = birthDate(person);
            draft.postalCode = postalCode(person);
            draft.issuedOn = LocalDate.of(2019, 6, 1);
            draft.registeredOn = draft.issuedOn;
            draft.statusOn = draft.issuedOn;
            draft.programmeCompletedOn = null;
        });
    }

    private static PayLine payLine(String account, int person) {
        return payLine(account, person, null);
    }

    private static PayLine payLine(String account, int person, @Nullable Sin sin) {
        return Samples.payLine(draft -> {
            draft.sin = sin;
            draft.employer = new BusinessNumber(account);
            draft.lineId = "L-" + person;
            draft.agreementNumber = "TA-" + person;
            draft.accountNumber = null;
            draft.familyName = FAMILY_NAMES.get(person);
            draft.givenNames = GIVEN_NAMES.get(person);
            draft.birthDate = birthDate(person);
            draft.trade = new TradeCode("442A");
            LocalDate monday = LocalDate.of(2016, 3, 7).plusWeeks(ACCOUNTS.indexOf(account));
            draft.payPeriod = new Period(monday, monday.plusDays(6));
            draft.payDate = monday.plusDays(6);
            draft.grossWages = Money.of("20000.00");
            draft.employeeTotalWages = Money.of("50000.00");
        });
    }

    private static LocalDate birthDate(int person) {
        return LocalDate.of(1980 + person, 3 + person % 7, 11 + person);
    }

    private static String postalCode(int person) {
        return "K" + person + "A0B1";
    }
}
