// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A person who is registered again in a trade (ATTC-22). */
class RegisteredAgainTest extends ClaimsInOneTrade {

    @Nested
    @DisplayName("ATTC-22")
    class A_person_registered_again_in_a_trade {

        @Test
        void has_no_new_months_even_if_the_first_registration_arrives_later() {
            registrations(agreement("TA-2", r -> {}));
            long pay = pay(ONE, "TA-2", "1000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(pay)).containsEntry(2, "DELIVERED");

            registrations(agreement("TA-1", r -> {
                r.registeredOn = LocalDate.of(2013, 5, 1);
                r.statusOn = r.registeredOn;
                r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, OTHER_EMPLOYER, "2013-05-01");
            }));
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/ATTC-22");
            assertThat(hub.exceptionSides(claim(ONE, "TA-2")))
                    .containsExactly("TA-2 2016-01-01 > TA-1 2013-05-01 | null");
        }

        @Test
        void is_decided_again_when_the_first_registration_proves_to_be_another_persons() {
            registrations(
                    agreement("TA-2", r -> {}), agreement("TA-1", r -> r.registeredOn = LocalDate.of(2013, 5, 1)));
            long pay = pay(ONE, "TA-2", "1000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(pay)).containsEntry(2, "HELD/ATTC-22");

            registrations(agreement("TA-1", r -> {
                r.registeredOn = LocalDate.of(2013, 5, 1);
                r.person = person("7654321", "87654321", null);
            }));
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();
            assertThat(hub.states(pay)).containsEntry(2, "DELIVERED");
        }

        @Test
        void by_a_change_of_employer_that_states_a_later_original_is_held_too() {
            registrations(agreement("TA-1", r -> r.registeredOn = LocalDate.of(2013, 5, 1)), agreement("TA-2", r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalRegisteredOn = LocalDate.of(2015, 7, 1);
            }));
            pay(ONE, "TA-2", "1000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/ATTC-22");
        }

        @Test
        void is_held_even_if_the_first_registration_is_held_itself() {
            registrations(agreement("TA-2", r -> {}), agreement("TA-1", r -> {
                r.registeredOn = LocalDate.of(2012, 3, 1); // before the Act it names: held under GATE-03
                r.statusOn = r.registeredOn;
            }));
            pay(ONE, "TA-2", "1000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactlyInAnyOrder("RULE_HOLD/GATE-03", "RULE_HOLD/ATTC-22");
        }

        @Test
        void in_another_trade_is_no_concern() {
            registrations(agreement("TA-2", r -> {}), agreement("TA-1", r -> {
                r.registeredOn = LocalDate.of(2013, 5, 1);
                r.trade = new TradeCode("309A");
            }));
            pay(ONE, "TA-2", "1000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();
        }
    }
}
