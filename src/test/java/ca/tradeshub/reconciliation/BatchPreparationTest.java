// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.AffectedKeys.DirtyKey;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A batch that is prepared while another is stored has nothing in common with it. */
class BatchPreparationTest {

    private static final Sin SIN = Sin.of("130692544");

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private int sequence;

    @AfterEach
    void close() {
        hub.close();
    }

    @Nested
    @DisplayName("Left for a later batch are")
    class Left {

        @Test
        void marks_that_are_taken() {
            registrations(agreement("TA-1", "1000001"), agreement("TA-2", "1000002"));
            Batch all = prepare(InWork.NOTHING);

            Batch others = prepare(new InWork(all.inWork().marks(), Set.of(), Set.of()));

            assertThat(keys(all)).containsExactly("client:1000001", "client:1000002");
            assertThat(others.isEmpty()).isTrue();
        }

        @Test
        void persons_in_work() {
            registrations(agreement("TA-1", "1000001"), agreement("TA-2", "1000002"));

            Batch batch = prepare(inWork(Set.of("client:1000001")));

            assertThat(keys(batch)).containsExactly("client:1000002");
            assertThat(batch.ofPersons().messages()).isEqualTo(1);
        }

        @Test
        void all_persons_when_one_leads_to_a_person_in_work_that_did_not_lead_to_it() {
            registrations(
                    agreement("TA-1", "1000001"),
                    agreement("TA-2", "1000002", draft -> draft.person = person("1000002", "12345678")));

            Batch batch = prepare(inWork(Set.of("client:1000002")));

            assertThat(keys(batch)).isEmpty();
            assertThat(batch.ofPersons().messages()).isZero();
        }

        @Test
        void claims_of_an_agreement_in_work() {
            registrations(agreement("TA-1", "1000001"), agreement("TA-2", "1000002"));
            hub.reconcile();
            pay("TA-1");
            pay("TA-2");

            Batch batch = prepare(inWork(Set.of(), "TA-2"));

            assertThat(batch.claims()).containsExactly(claim("TA-1"));
            assertThat(keys(batch)).containsExactly(claim("TA-1"));
            assertThat(batch.ofClaims().messages()).isEqualTo(1);
        }

        @Test
        void claims_of_other_agreements_of_the_person() {
            registrations(agreement("TA-1", "1000001"), agreement("TA-2", "1000001"), agreement("TA-3", "1000003"));
            hub.reconcile();
            pay("TA-1");
            pay("TA-3");

            Batch batch = prepare(inWork(Set.of(), "TA-2"));

            assertThat(batch.claims()).containsExactly(claim("TA-3"));
        }

        @Test
        void claims_of_a_transfer_whose_original_is_a_transfer_in_work() {
            registrations(
                    agreement("TA-1", "1000001", draft -> transferred(draft, "TA-0")),
                    agreement("TA-2", "1000002", draft -> transferred(draft, "TA-1")),
                    agreement("TA-3", "1000003"));
            hub.reconcile();
            pay("TA-2");
            pay("TA-3");

            Batch batch = prepare(inWork(Set.of(), "TA-1"));

            assertThat(batch.claims()).doesNotContain(claim("TA-2"));
        }
    }

    @Nested
    @DisplayName("Claims of persons of the same batch")
    class Of_its_persons {

        @Test
        void are_decided_when_the_persons_are_stored() {
            registrations(agreement("TA-1", "1000001"));
            pay("TA-1");

            Batch batch = prepare(InWork.NOTHING);

            assertThat(keys(batch)).containsExactlyInAnyOrder("client:1000001", claim("TA-1"));
            assertThat(batch.afterPersons()).containsExactly(claim("TA-1"));
            assertThat(batch.ofClaims().messages()).isZero();
        }

        @Test
        void are_left_while_another_batch_is_stored() {
            registrations(agreement("TA-1", "1000001"));
            pay("TA-1");

            Batch batch = prepare(inWork(Set.of("client:7777777")));

            assertThat(keys(batch)).containsExactly("client:1000001");
            assertThat(batch.afterPersons()).isEmpty();
        }
    }

    @Nested
    @DisplayName("Claims with a social insurance number that another registration states")
    class Of_numbers {

        @BeforeEach
        void paid_with_a_number_that_the_registration_does_not_state() {
            registrations(agreement("TA-1", "1000001"));
            pay("TA-1", SIN);
        }

        @Test
        void are_decided_with_the_person_who_is_registered_with_it() {
            hub.reconcile();
            registrations(agreement("TA-2", "1000002", draft -> draft.person = person("1000002", null, SIN)));

            Batch batch = prepare(InWork.NOTHING);

            assertThat(batch.afterPersons()).containsExactly(claim("TA-1"));
            assertThat(batch.inWork().agreements()).contains("TA-1");
            assertThat(decidedMarks(batch)).isEqualTo(batch.marks());
        }

        @Test
        void keep_the_mark_of_the_number_when_they_were_stored_meanwhile() {
            Batch first = prepare(InWork.NOTHING);
            registrations(agreement("TA-2", "1000002", draft -> draft.person = person("1000002", null, SIN)));
            Batch second = prepare(first.inWork());
            Map<String, Set<String>> sins = hub.part(ClaimReconciliation.class)
                    .decideExcept(first.afterPersons(), Set.of())
                    .unconfirmedSins();
            hub.part(AffectedKeys.class).storeUnconfirmedSins(sins);

            assertThat(second.claims()).isEmpty();
            assertThat(keys(second)).contains("client:1000002").hasSize(2);
            assertThat(decidedMarks(second)).extracting(DirtyKey::key).containsExactly("client:1000002");
        }

        @Test
        void are_forgotten_with_the_number() {
            hub.reconcile();
            registrations(agreement("TA-1", "1000001", draft -> draft.person = person("1000001", null, SIN)));
            assertThat(numbers()).hasSize(1);

            hub.reconcile();

            assertThat(numbers()).isEmpty();
        }

        private List<String> numbers() {
            return hub.texts("select claim_key from unconfirmed_sin");
        }

        private List<DirtyKey> decidedMarks(Batch batch) {
            return hub.part(BatchPreparation.class).decidedMarks(batch);
        }
    }

    @Test
    void what_is_in_work_includes_what_the_verdicts_depend_on() {
        registrations(
                agreement("TA-1", "1000001", draft -> draft.person = person("1000001", "12345678")),
                agreement("TA-2", "1000001"),
                agreement("TA-3", "1000003"));
        hub.reconcile();
        pay("TA-3");
        registrations(agreement("TA-4", "1000001"));

        InWork inWork = prepare(InWork.NOTHING).inWork();

        assertThat(inWork.agreements()).containsExactlyInAnyOrder("TA-1", "TA-2", "TA-3", "TA-4");
        assertThat(inWork.persons()).extracting(PersonIdentifier::text).contains("client:1000001", "account:12345678");
        assertThat(inWork.marks()).hasSize(2);
    }

    @Test
    void others_find_its_records_before_it_is_stored() {
        registrations(agreement("TA-1", "1000001"));

        List<String> lines = hub.inOneTransaction(() -> {
            hub.part(BatchPreparation.class).prepare(InWork.NOTHING);
            return CompletableFuture.supplyAsync(() -> hub.texts("select distinct line from identity_block"))
                    .join();
        });

        assertThat(lines).containsExactly("2");
    }

    @Test
    void leaves_a_record_held_that_was_held_for_a_reason_of_its_own_after_it_was_read() {
        long file = hub.file(
                Feed.PAYROLL,
                ++sequence,
                ReconciliationFixture.employer("500000.00"),
                List.of(),
                new ArrayList<>(ReconciliationFixture.weeks(2, "TA-1", "309A")));
        hub.inOneTransaction(() -> {
            Batch batch = hub.part(BatchPreparation.class).prepare(InWork.NOTHING);
            hub.part(RecordStates.class)
                    .move(
                            List.of(new RecordAddress(file, 2)),
                            Set.of(RecordState.PENDING),
                            RecordState.HELD,
                            "C25",
                            null);
            return hub.part(Decisions.class).store(batch.ofClaims().changes());
        });

        assertThat(hub.states(file)).containsEntry(2, "HELD/C25").containsEntry(3, "PENDING");
    }

    private Batch prepare(InWork inWork) {
        return hub.inOneTransaction(() -> hub.part(BatchPreparation.class).prepare(inWork));
    }

    private static InWork inWork(Set<String> persons, String... agreements) {
        Set<PersonIdentifier> identifiers = new HashSet<>();
        persons.forEach(person -> identifiers.add(PersonIdentifier.parse(person)));
        return new InWork(Set.of(), identifiers, new HashSet<>(Arrays.asList(agreements)));
    }

    private static List<String> keys(Batch batch) {
        return batch.marks().stream().map(DirtyKey::key).distinct().sorted().toList();
    }

    private void registrations(Registration... records) {
        hub.file(Feed.REGISTRATIONS, ++sequence, List.of(records));
    }

    private void pay(String agreement) {
        pay(new ArrayList<>(ReconciliationFixture.weeks(2, agreement, "309A")));
    }

    /** A week of the person of the first client id. */
    private void pay(String agreement, Sin sin) {
        Person person = person("1000001", null);
        pay(List.of(Samples.payLine(draft -> {
            draft.agreementNumber = agreement;
            draft.accountNumber = null;
            draft.sin = sin;
            draft.familyName = person.familyName();
            draft.givenNames = person.givenNames();
            draft.birthDate = person.birthDate();
            draft.trade = new TradeCode("309A");
        })));
    }

    private void pay(List<PayLine> lines) {
        hub.file(Feed.PAYROLL, ++sequence, ReconciliationFixture.employer("500000.00"), List.of(), lines);
    }

    private static String claim(String agreement) {
        return ReconciliationFixture.EMPLOYER + "/" + agreement + "/2016-12-31";
    }

    private static Registration agreement(String number, String client) {
        return agreement(number, client, draft -> {});
    }

    private static Registration agreement(String number, String client, Consumer<Samples.ARegistration> change) {
        return Samples.registration(draft -> {
            draft.agreementNumber = number;
            draft.trade = new TradeCode("309A");
            draft.person = person(client, null);
            change.accept(draft);
        });
    }

    private static void transferred(Samples.ARegistration draft, String original) {
        draft.origin = Registration.Origin.TRANSFER;
        draft.originalAgreementNumber = original;
    }

    /** Persons of different client ids have nothing else in common either. */
    private static Person person(String client, @Nullable String account) {
        return person(client, account, null);
    }

    private static Person person(String client, @Nullable String account, @Nullable Sin sin) {
        int number = client.charAt(client.length() - 1) - '1';
        return new Person(
                client,
                account,
                sin,
                List.of("Tremblay", "Okafor", "Singh").get(number),
                List.of("Ana", "Bela", "Chidi").get(number),
                null,
                LocalDate.of(1995 - 3 * number, 4 + number, 8 + 7 * number),
                null,
                "en");
    }
}
