// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates that one account number joins although they are not of one person, through the hub. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdedAccountTest {

    private static final int MANY = Integer.getInteger("crowded.certificates", 4_000);
    private static final String ACCOUNT = "12345678";
    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);

    /** A placeholder in place of the account number. */
    @Test
    void many_persons_are_one_exception_that_their_corrections_close() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            long file = certificates(hub, 1, MANY, CrowdedAccountTest::person);

            assertThat(Set.copyOf(hub.states(file).values())).containsExactly("HELD/IDENTITY_CLASH");
            assertThat(hub.openExceptions()).containsExactly("IDENTITY_CLASH");

            long corrected =
                    certificates(hub, 2, MANY - 1, i -> certificate(i, String.valueOf(20_000_000 + i), person(i)));

            assertThat(Set.copyOf(hub.states(corrected).values())).containsExactly("PENDING");
            assertThat(hub.openExceptions()).isEmpty();
        }
    }

    /** All but one have the same name and birth date. */
    @Test
    void many_statements_of_one_person_are_one_exception() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            long file = certificates(hub, 1, MANY, i -> moved(i, "Tester"));

            assertThat(Set.copyOf(hub.states(file).values())).containsExactly("HELD/IDENTITY_CLASH");
            assertThat(hub.openExceptions()).containsExactly("IDENTITY_CLASH");
        }
    }

    @Test
    void another_person_among_many_equal_records_is_found() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            long file = certificates(
                    hub, 1, MANY, i -> i == MANY / 2 ? person(i) : certificate(i, ACCOUNT, moved(0, "Tester")));

            assertThat(Set.copyOf(hub.states(file).values())).containsExactly("HELD/IDENTITY_CLASH");
            assertThat(hub.openExceptions()).containsExactly("IDENTITY_CLASH");
            assertThat(hub.exceptionSides(ACCOUNT + "/306A")).hasSize(1);
        }
    }

    private static long certificates(
            ReconciliationFixture hub, int sequence, int count, IntFunction<Certificate> certificate) {
        long file = hub.file(
                Feed.CERTIFICATES,
                sequence,
                IntStream.range(0, count).mapToObj(certificate).toList());
        hub.reconcile();
        return file;
    }

    /** A person of another name and birth date for each number. */
    private static Certificate person(int i) {
        return Samples.certificateOfApprentice(draft -> {
            draft.number = "Q-" + i;
            draft.memberNumber = ACCOUNT;
            draft.trade = new TradeCode("306A");
            draft.familyName = letters(i * 7_919L);
            draft.givenNames = letters(i * 104_729L + 17);
            draft.birthDate = BORN.minusDays(i);
            draft.postalCode = "K1A0B1";
        });
    }

    /** The same person with another postal code for each number. */
    private static Certificate moved(int i, String family) {
        return Samples.certificateOfApprentice(draft -> {
            draft.number = "Q-" + i;
            draft.memberNumber = ACCOUNT;
            draft.trade = new TradeCode("306A");
            draft.familyName = family;
            draft.givenNames = "Tom";
            draft.birthDate = BORN;
            draft.postalCode =
                    "K%d%c%d%c%d".formatted(i % 10, 'A' + i / 10 % 5, i / 50 % 10, 'A' + i / 500 % 5, i / 2_500 % 10);
        });
    }

    /** The same under another number and account number. */
    private static Certificate certificate(int i, String account, Certificate of) {
        return Samples.certificateOfApprentice(draft -> {
            draft.number = "Q-" + i;
            draft.memberNumber = account;
            draft.trade = of.trade();
            draft.familyName = of.familyName();
            draft.givenNames = of.givenNames();
            draft.birthDate = of.birthDate();
            draft.postalCode = of.postalCode();
        });
    }

    private static String letters(long number) {
        StringBuilder letters = new StringBuilder();
        for (long rest = Long.rotateLeft(number * 0x9E3779B97F4A7C15L, 21) >>> 20;
                rest > 0 && letters.length() < 8;
                rest /= 26) {
            letters.append((char) ('a' + rest % 26));
        }
        return letters.toString();
    }
}
