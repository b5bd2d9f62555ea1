// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionParts;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import ca.tradeshub.ledger.RecordAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** The life cycle of an exception: assigned, noted, decided, approved, declined, undone, closed by data. */
class ExceptionActionsTest {

    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    private final ExceptionParts hub = new ExceptionParts();
    private final ExceptionActions actions = hub.part(ExceptionActions.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void what_releases_pay_waits_for_a_second_person() {
        ExceptionCase held = hub.heldPay("k");
        Result decided = resolve(held, ResolutionKind.ACCEPT, null, "olga");

        assertThat(decided.state()).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(hub.exception(held.id()).state()).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(hub.effects().calls()).isEmpty();
        assertThat(inForce(held)).isEmpty();

        Result approved = actions.approve(held.id(), decided.resolution(), held.revision(), "anna");
        assertThat(approved.state()).isEqualTo(ExceptionState.CLOSED);
        assertThat(hub.effects().calls()).containsExactly("taken " + held.id() + " ACCEPT");
        assertThat(hub.exception(held.id()).closedBy()).isEqualTo(ExceptionCase.ClosedBy.RESOLUTION);
        assertThat(inForce(held)).containsExactly(decided.resolution());
    }

    @Test
    void returning_records_or_completing_outside_needs_one_person() {
        for (ResolutionKind kind : List.of(ResolutionKind.REJECT, ResolutionKind.DONE_OUTSIDE)) {
            ExceptionCase held = hub.heldPay("k" + kind);
            assertThat(resolve(held, kind, null, "olga").state()).isEqualTo(ExceptionState.CLOSED);
        }
        ExceptionCase certificate = hub.held("C", "ON 1");
        assertThat(resolve(certificate, ResolutionKind.ACCEPT, null, "olga").state())
                .isEqualTo(ExceptionState.CLOSED);
        ExceptionCase registration = hub.held("R", "TA-1");
        assertThat(resolve(registration, ResolutionKind.ACCEPT, null, "olga").state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);
    }

    @Test
    void the_author_neither_approves_nor_declines() {
        ExceptionCase held = hub.heldPay("k");
        long resolution = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();

        for (String user : List.of("olga", "OLGA")) {
            assertThat(en(actions.approve(held.id(), resolution, held.revision(), user)))
                    .contains("Another person");
            assertThat(en(actions.decline(held.id(), resolution, "no", user))).contains("Another person");
        }
        assertThat(hub.effects().calls()).isEmpty();
        assertThatThrownBy(() -> hub.jdbc()
                        .sql("update resolution set approver = author, approved_at = now()")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("resolution_by_two_persons");
    }

    @Test
    void a_declined_resolution_ends_and_the_exception_is_open_again() {
        ExceptionCase held = hub.heldPay("k");
        long first = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();

        assertThat(en(actions.decline(held.id(), first, " ", "anna"))).contains("Give a reason");
        assertThat(actions.decline(held.id(), first, "wrong line", "anna").state())
                .isEqualTo(ExceptionState.OPEN);
        assertThat(en(actions.approve(held.id(), first, held.revision(), "anna")))
                .contains("User anna has already ended");
        assertThat(resolve(held, ResolutionKind.REJECT, null, "olga").isDone()).isTrue();
        assertThat(hub.part(Resolutions.class).of(held.id()))
                .extracting(Resolution::kind, Resolution::undoneBy, Resolution::inForce)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ResolutionKind.ACCEPT, "anna", false),
                        org.assertj.core.groups.Tuple.tuple(ResolutionKind.REJECT, null, true));
    }

    @Test
    void an_author_withdraws_what_waits() {
        ExceptionCase held = hub.heldPay("k");
        long resolution = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();

        assertThat(actions.undo(held.id(), resolution, "mistake", "olga").state())
                .isEqualTo(ExceptionState.OPEN);
        assertThat(hub.effects().calls()).isEmpty();
        assertThat(audited()).endsWith("user:olga resolution.withdrawn exception:" + held.id());
    }

    @Test
    void nobody_but_the_author_withdraws_what_waits() {
        ExceptionCase held = hub.heldPay("k");
        long resolution = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();

        for (Result refused : List.of(
                actions.withdraw(held.id(), resolution, "not mine", "anna"),
                actions.undo(held.id(), resolution, "not mine", "anna"))) {
            assertThat(refused.code()).isEqualTo("EXCEPTION-NOT-AUTHOR");
            assertThat(refused.problem())
                    .isEqualTo(new Text(
                            "Only user olga can withdraw what waits here. Another person can approve or decline it. "
                                    + "Nothing was changed.",
                            "Seul l'utilisateur olga peut retirer ce qui est en attente ici. Une autre personne peut "
                                    + "l'approuver ou le refuser. Rien n'a été modifié."));
        }
        assertThat(hub.exception(held.id()).state()).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(en(actions.withdraw(held.id(), resolution, " ", "olga"))).contains("Give a reason");

        assertThat(actions.withdraw(held.id(), resolution, "mistake", "OLGA").state())
                .isEqualTo(ExceptionState.OPEN);
        assertThat(audited()).endsWith("user:OLGA resolution.withdrawn exception:" + held.id());
        assertThat(en(actions.withdraw(held.id(), resolution, "again", "olga"))).contains("already ended");
    }

    @Test
    void an_undoing_that_waits_is_withdrawn_by_who_wanted_it_and_the_decision_stays_in_force() {
        ExceptionCase held = hub.heldPay("k");
        long resolution = resolve(held, ResolutionKind.REJECT, null, "olga").resolution();
        hub.effects().release(true);
        assertThat(actions.undo(held.id(), resolution, "mistake", "ben").state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);

        assertThat(actions.withdraw(held.id(), resolution, "not mine", "olga").code())
                .as("the author of the decision did not want its undoing")
                .isEqualTo("EXCEPTION-NOT-AUTHOR");
        assertThat(en(actions.undo(held.id(), resolution, "again", "ben")))
                .isEqualTo("User ben has already asked to undo this decision. Another person must approve or decline "
                        + "that, or user ben withdraws it. Nothing was changed.");
        assertThat(actions.withdraw(held.id(), resolution, "  it was right ", "ben")
                        .state())
                .isEqualTo(ExceptionState.CLOSED);

        assertThat(inForce(held)).containsExactly(resolution);
        assertThat(hub.effects().calls()).containsExactly("taken " + held.id() + " REJECT");
        assertThat(actions.withdraw(held.id(), resolution, "again", "ben").code())
                .isEqualTo("EXCEPTION-NOT-WAITING");
        assertThat(audited()).endsWith("user:ben resolution.undo-withdrawn exception:" + held.id());
        assertThat(hub.part(ExceptionNotes.class).of(held.id()))
                .extracting(ExceptionNotes.Note::author, ExceptionNotes.Note::note)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ben", "it was right"));
        assertThat(hub.texts("select (detail ->> 'undoReasonSha256') || ' ' || (detail ->> 'noteSha256') from audit"
                        + " where action = 'resolution.undo-withdrawn'"))
                .containsExactly(Sha256.hex("mistake") + " " + Sha256.hex("it was right"));
        assertThat(actions.undo(held.id(), resolution, "still wrong", "ben").state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);
    }

    @Test
    void the_reason_for_declining_an_undoing_is_a_note() {
        ExceptionCase held = hub.heldPay("k");
        long resolution = resolve(held, ResolutionKind.REJECT, null, "olga").resolution();
        hub.effects().release(true);
        actions.undo(held.id(), resolution, "mistake", "ben");

        assertThat(actions.decline(held.id(), resolution, "the employer confirmed it", "anna")
                        .state())
                .isEqualTo(ExceptionState.CLOSED);

        assertThat(audited()).endsWith("user:anna resolution.undo-declined exception:" + held.id());
        assertThat(hub.part(ExceptionNotes.class).of(held.id()))
                .extracting(ExceptionNotes.Note::author, ExceptionNotes.Note::note)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("anna", "the employer confirmed it"));
    }

    @Test
    void an_undone_resolution_is_kept_and_its_exception_opens_again_with_its_history() {
        RecordAddress record = hub.heldRecord("P", "k", "TEST-01", "70.5");
        hub.part(ExceptionCases.class).openForFile(record.fileId());
        ExceptionCase held = hub.newest();
        actions.note(List.of(held.id()), "call the employer", "olga");
        long resolution = resolve(held, ResolutionKind.REJECT, null, "olga").resolution();

        assertThat(actions.undo(held.id(), resolution, "the sender was right", "ben")
                        .isDone())
                .isTrue();
        assertThat(hub.effects().calls())
                .containsExactly("taken " + held.id() + " REJECT", "undone " + held.id() + " REJECT");
        assertThat(inForce(held)).isEmpty();
        assertThat(en(actions.undo(held.id(), resolution, "again", "ben"))).contains("already ended");

        hub.part(ExceptionCases.class)
                .openRuleHolds(List.of(new ExceptionCases.RuleHold(record, "TEST-01", new Text("Too many.", "Trop."))));
        ExceptionCase again = hub.newest();
        assertThat(again.id()).isEqualTo(held.id());
        assertThat(again.state()).isEqualTo(ExceptionState.OPEN);
        assertThat(again.revision()).isEqualTo(held.revision() + 1);
        assertThat(hub.part(ExceptionNotes.class).of(held.id())).hasSize(1);
    }

    @Test
    void of_several_exceptions_on_one_basis_the_first_is_decided_and_the_others_are_settled_with_it() {
        for (String key : List.of(CLAIM, CLAIM.replace("TA-1", "TA-2"))) {
            hub.part(ExceptionCases.class)
                    .open(
                            ExceptionSubject.ofKey(key),
                            List.of(ExceptionParts.differs("1", "2").withBasis("shared")),
                            List.of(hub.heldRecord("P", key, "X", null)));
        }
        ExceptionCase second = hub.newest();
        ExceptionCase first = hub.exception(second.id() - 1);
        List<Wanted> both = List.of(
                new Wanted(first.id(), first.revision(), ResolutionKind.REJECT, null),
                new Wanted(second.id(), second.revision(), ResolutionKind.REJECT, null));

        List<Wanted> different = List.of(
                both.get(0), new Wanted(second.id(), second.revision(), ResolutionKind.USE_VALUE, "left"), both.get(0));
        List<Result> checked = actions.check(different, "because", "olga");
        assertThat(en(checked.get(1))).contains("exception " + first.id(), "Reject", "settles this exception too");
        assertThat(en(checked.get(2))).as("the same exception again").contains("olga has already decided");

        List<Result> results = actions.resolve(both, "because", "olga");

        assertThat(results).extracting(Result::exception).containsExactly(first.id(), second.id());
        assertThat(results).extracting(Result::state).containsOnly(ExceptionState.CLOSED);
        assertThat(results).extracting(Result::settledWith).containsExactly(null, first.id());
        assertThat(results.get(1).resolution()).isEqualTo(results.get(0).resolution());
        assertThat(hub.effects().calls()).containsExactly("taken " + first.id() + " REJECT");
        assertThat(hub.texts("select count(*)::text from resolution")).containsExactly("1");
    }

    @Test
    void more_than_one_transaction_takes_are_decided_each_for_itself() {
        long file = hub.heldRecord("P", "k0", "TEST-01", "1").fileId();
        for (int i = 1; i <= 1000; i++) {
            hub.record(file, i + 2, "P", "k" + i, "TEST-01", Integer.toString(i + 1));
        }
        hub.part(ExceptionCases.class).openForFile(file);
        List<Wanted> all = hub.jdbc().sql("select id from exception_case order by id").query(Long.class).list().stream()
                .map(id -> new Wanted(id, id % 100 == 0 ? 99 : 1, ResolutionKind.REJECT, null))
                .toList();

        List<Result> results = actions.resolve(all, "because", "olga");

        assertThat(results)
                .extracting(Result::exception)
                .isEqualTo(all.stream().map(Wanted::exception).toList());
        assertThat(results).filteredOn(result -> !result.isDone()).hasSize(10).allMatch(result -> en(result)
                .contains("has changed"));
        assertThat(hub.effects().calls()).hasSize(991);
        assertThat(audited()).hasSize(991);
    }

    @Test
    void only_the_kinds_and_choices_that_are_offered_are_taken() {
        ExceptionCase held = hub.heldPay("k");
        ExceptionCase mismatch = hub.mismatch(CLAIM, "1.00", "2.00", hub.heldRecord("P", "k2", "X", null));

        assertThat(en(resolve(held, ResolutionKind.LINK, null, "olga"))).contains("does not offer");
        assertThat(en(resolve(held, ResolutionKind.REJECT, "left", "olga"))).contains("chooses no value");
        assertThat(en(resolve(mismatch, ResolutionKind.USE_VALUE, null, "olga")))
                .contains("Choose one of the values");
        assertThat(en(resolve(mismatch, ResolutionKind.USE_VALUE, "middle", "olga")))
                .contains("Choose one");
        assertThat(resolve(mismatch, ResolutionKind.USE_VALUE, "right", "olga").isDone())
                .isTrue();
        assertThat(en(actions.resolve(List.of(new Wanted(999, 1, ResolutionKind.REJECT, null)), "r", "olga")
                        .get(0)))
                .contains("does not exist");
    }

    @Test
    void a_missing_value_cannot_be_accepted() {
        ExceptionCase held = hub.heldPay("k");
        hub.jdbc().sql("update finding set unknown = true").update();

        assertThat(ResolutionOptions.of(hub.exception(held.id())))
                .extracting(ResolutionOptions.Option::kind)
                .containsExactly(ResolutionKind.REJECT, ResolutionKind.DONE_OUTSIDE);
        assertThat(en(resolve(held, ResolutionKind.ACCEPT, null, "olga"))).contains("does not offer");
    }

    @Test
    void a_reason_is_required() {
        ExceptionCase held = hub.heldPay("k");
        for (String reason : List.of("", "  \n", "x".repeat(ExceptionActions.LONGEST_TEXT + 1))) {
            assertThat(en(actions.resolve(
                                    List.of(new Wanted(held.id(), held.revision(), ResolutionKind.REJECT, null)),
                                    reason,
                                    "olga")
                            .get(0)))
                    .contains("Give a reason");
        }
    }

    @Test
    void a_decision_on_what_has_changed_is_refused() {
        RecordAddress pay = hub.heldRecord("P", "k", "X", null);
        ExceptionCase seen = hub.mismatch(CLAIM, "1.00", "2.00", pay);
        hub.jdbc().sql("update record set amount = 900").update();
        hub.mismatch(CLAIM, "1.00", "2.00", pay);

        assertThat(en(resolve(seen, ResolutionKind.REJECT, null, "olga"))).contains("has changed");
        ExceptionCase now = hub.exception(seen.id());
        assertThat(now.amount().amount()).isEqualByComparingTo("900");
        long waiting = resolve(now, ResolutionKind.USE_VALUE, "left", "olga").resolution();
        hub.jdbc().sql("update record set amount = 1000").update();
        hub.mismatch(CLAIM, "1.00", "2.00", pay);
        assertThat(en(actions.approve(now.id(), waiting, now.revision(), "anna")))
                .contains("has changed");
        assertThat(hub.effects().calls()).isEmpty();
    }

    @Test
    void other_values_open_another_exception_and_end_what_waits() {
        RecordAddress pay = hub.heldRecord("P", "k", "X", null);
        ExceptionCase first = hub.mismatch(CLAIM, "1.00", "2.00", pay);
        actions.assign(List.of(first.id()), null, "ben", "olga");
        long waiting = resolve(first, ResolutionKind.USE_VALUE, "left", "olga").resolution();

        ExceptionCase second = hub.mismatch(CLAIM, "1.00", "3.00", pay);
        hub.part(ExceptionCases.class)
                .closeOthers(Map.of(ExceptionSubject.ofKey(CLAIM), List.of(ExceptionParts.differs("1.00", "3.00"))));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.assignedTo()).isEqualTo("ben");
        assertThat(hub.exception(first.id()).closedBy()).isEqualTo(ExceptionCase.ClosedBy.DATA);
        assertThat(hub.part(Resolutions.class).byId(waiting).orElseThrow().undoneBy())
                .isEqualTo(Resolution.HUB);
        assertThat(en(actions.approve(first.id(), waiting, first.revision(), "anna")))
                .contains("Later data settled");
        assertThat(en(resolve(first, ResolutionKind.REJECT, null, "olga"))).contains("Later data settled");
        assertThat(hub.effects().calls()).isEmpty();
    }

    @Test
    void the_same_values_in_a_later_file_have_the_same_basis() {
        RecordAddress one = hub.heldRecord("P", "k", "TEST-01", "70.5");
        hub.part(ExceptionCases.class).openForFile(one.fileId());
        String first = hub.newest().basis();
        RecordAddress two = hub.heldRecord("P", "k", "TEST-01", "70.5");
        hub.part(ExceptionCases.class).openForFile(two.fileId());
        assertThat(hub.newest().basis()).isEqualTo(first);
        RecordAddress three = hub.heldRecord("P", "k", "TEST-01", "71.5");
        hub.part(ExceptionCases.class).openForFile(three.fileId());
        assertThat(hub.newest().basis()).isNotEqualTo(first);
    }

    @Test
    void a_value_that_is_not_shown_whole_is_compared_by_the_content_of_its_record() {
        Set<String> bases = new java.util.HashSet<>();
        for (String observed : java.util.Arrays.asList("******47", "999 AAA", null)) {
            for (int line : List.of(3, 4)) {
                RecordAddress record = hub.heldRecord("P", "k", "TEST-01", "1");
                hub.record(record.fileId(), line, "P", "k", "TEST-02", observed);
                bases.add(hub.texts("select basis_of_hold(" + record.fileId() + ", " + line + ", 'TEST-02')")
                        .get(0));
            }
        }
        // The records of the two lines differ; what is masked in the finding does not count.
        assertThat(bases).hasSize(2);
    }

    @Test
    void of_two_operators_at_once_one_decides() throws Exception {
        for (int round = 0; round < 5; round++) {
            ExceptionCase held = hub.heldPay("k" + round);
            List<Result> results = together(
                    () -> resolve(held, ResolutionKind.REJECT, null, "olga"),
                    () -> resolve(held, ResolutionKind.DONE_OUTSIDE, null, "ben"));

            assertThat(results).filteredOn(Result::isDone).hasSize(1);
            assertThat(results).filteredOn(result -> !result.isDone()).allSatisfy(result -> assertThat(en(result))
                    .contains("has already decided"));
            assertThat(hub.effects().calls()).hasSize(round + 1);
        }
    }

    @Test
    void of_two_approvers_at_once_one_approves() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long waiting = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();
        List<Result> results = together(
                () -> actions.approve(held.id(), waiting, held.revision(), "anna"),
                () -> actions.decline(held.id(), waiting, "no", "carl"));

        assertThat(results).filteredOn(Result::isDone).hasSize(1);
    }

    @Test
    void a_second_decision_names_the_first() {
        ExceptionCase held = hub.heldPay("k");
        resolve(held, ResolutionKind.ACCEPT, null, "olga");

        assertThat(en(resolve(held, ResolutionKind.REJECT, null, "ben")))
                .contains("User olga has already decided", "Accept as sent");
    }

    @Test
    void exceptions_with_one_basis_wait_and_are_approved_together() {
        RecordAddress pay = hub.heldRecord("P", "k", "X", null);
        List<ExceptionCase> claims = new java.util.ArrayList<>();
        for (String claim : List.of(CLAIM, "123026635RP0002/TA-1/2016-12-31")) {
            hub.part(ExceptionCases.class)
                    .open(
                            ExceptionSubject.ofKey(claim),
                            List.of(ExceptionParts.differs("1.00", "2.00").withBasis("shared")),
                            List.of(pay));
            claims.add(hub.newest());
        }
        long waiting =
                resolve(claims.get(0), ResolutionKind.USE_VALUE, "left", "olga").resolution();

        ExceptionCase other = hub.exception(claims.get(1).id());
        assertThat(other.state()).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(en(resolve(other, ResolutionKind.REJECT, null, "ben"))).contains("User olga has already decided");
        List<Approval> both = List.of(
                new Approval(other.id(), other.revision(), waiting),
                new Approval(claims.get(0).id(), claims.get(0).revision(), waiting));
        assertThat(actions.checkApproval(both, "anna"))
                .extracting(Result::settledWith)
                .containsExactly(null, other.id());
        assertThat(actions.approve(both, "anna"))
                .allMatch(Result::isDone)
                .extracting(Result::settledWith)
                .containsExactly(null, other.id());
        assertThat(hub.effects().calls()).containsExactly("taken " + other.id() + " USE_VALUE");
    }

    @Test
    void a_resolution_of_another_exception_is_not_found() {
        ExceptionCase one = hub.heldPay("k1");
        ExceptionCase two = hub.heldPay("k2");
        long waiting = resolve(one, ResolutionKind.ACCEPT, null, "olga").resolution();

        assertThat(en(actions.approve(two.id(), waiting, two.revision(), "anna")))
                .contains("does not exist");
        assertThat(en(actions.undo(two.id(), waiting, "r", "anna"))).contains("does not exist");
    }

    @Test
    void what_the_effects_refuse_is_not_made() {
        ExceptionCase held = hub.heldPay("k");
        hub.effects().refuse(new Text("Not now.", "Pas maintenant."));

        assertThat(en(resolve(held, ResolutionKind.REJECT, null, "olga"))).isEqualTo("Not now.");
        assertThat(hub.texts("select count(*)::text from resolution")).containsExactly("0");
    }

    @Test
    void exceptions_are_assigned_and_noted_one_by_one() {
        ExceptionCase one = hub.heldPay("k1");
        ExceptionCase two = hub.heldPay("k2");
        resolve(two, ResolutionKind.REJECT, null, "olga");

        List<Result> assigned = actions.assign(List.of(one.id(), two.id(), 999L), null, "ben", "olga");
        assertThat(assigned).extracting(Result::isDone).containsExactly(true, false, false);
        assertThat(hub.exception(one.id()).assignedTo()).isEqualTo("ben");
        assertThat(en(actions.assign(List.of(one.id()), null, "b;drop", "olga").get(0)))
                .contains("name of a user");
        assertThat(en(actions.assign(List.of(one.id()), "ben", "nobody", "olga").get(0)))
                .contains("no user with this login name");
        assertThat(hub.exception(one.id()).assignedTo()).isEqualTo("ben");
        actions.assign(List.of(one.id()), "ben", " ", "olga");
        assertThat(hub.exception(one.id()).assignedTo()).isNull();
        assertThat(actions.note(List.of(one.id(), two.id()), "seen", "olga")).allMatch(Result::isDone);
        assertThat(en(actions.note(List.of(one.id()), " ", "olga").get(0))).contains("Write a note");
    }

    @Test
    void an_exception_of_another_user_is_left_to_that_user_unless_nothing_changes_or_it_was_seen() {
        ExceptionCase held = hub.heldPay("k");
        List<Long> one = List.of(held.id());
        actions.assign(one, null, "ben", "olga");

        assertThat(en(actions.assign(one, null, "carl", "olga").get(0))).contains("ben");
        assertThat(en(actions.assign(one, null, "ben", "olga").get(0)))
                .as("to the user who has it")
                .isEqualTo("done");
        assertThat(en(actions.assign(one, "ben", "carl", "olga").get(0)))
                .as("olga has seen that ben has it")
                .isEqualTo("done");
        assertThat(en(actions.assign(one, null, "ben", "carl").get(0)))
                .as("carl gives his away")
                .isEqualTo("done");
        assertThat(hub.exception(held.id()).assignedTo()).isEqualTo("ben");
    }

    @Test
    void everything_is_audited_without_reasons_and_notes() {
        ExceptionCase held = hub.heldPay("k");
        actions.assign(List.of(held.id()), null, "ben", "olga");
        actions.note(List.of(held.id()), "SIN 501800007 of Tremblay", "olga");
        long waiting = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();
        actions.approve(held.id(), waiting, held.revision(), "anna");
        actions.undo(held.id(), waiting, "Tremblay called", "ben");

        String subject = " exception:" + held.id();
        assertThat(audited())
                .containsExactly(
                        "user:olga exception.assigned" + subject,
                        "user:olga exception.noted" + subject,
                        "user:olga exception.resolved" + subject,
                        "user:anna resolution.approved" + subject,
                        "user:ben resolution.undone" + subject);
        assertThat(hub.texts("select detail::text from audit"))
                .noneMatch(detail -> detail.contains("Tremblay") || detail.contains("501"));
        assertThat(hub.part(AuditTrail.class).verify(null).broken()).isNull();
    }

    @Test
    void a_changed_reason_does_not_match_the_audit() {
        ExceptionCase held = hub.heldPay("k");
        actions.note(List.of(held.id()), " call the employer ", "olga");
        long waiting = resolve(held, ResolutionKind.ACCEPT, null, "olga").resolution();
        actions.approve(held.id(), waiting, held.revision(), "anna");
        actions.undo(held.id(), waiting, " Tremblay called ", "ben");

        String inAudit =
                "select action || ' ' || coalesce(detail ->> 'noteSha256', '') || coalesce(detail ->> 'reasonSha256', '')"
                        + " || ' ' || coalesce(detail ->> 'undoReasonSha256', '') from audit order by id";
        String because = Sha256.hex("because");
        assertThat(hub.texts(inAudit))
                .containsExactly(
                        "exception.noted " + Sha256.hex("call the employer") + " ",
                        "exception.resolved " + because + " ",
                        "resolution.approved " + because + " ",
                        "resolution.undone " + because + " " + Sha256.hex("Tremblay called"));
        assertThat(hub.texts("select encode(sha256(convert_to(reason, 'UTF8')), 'hex') from resolution"))
                .containsExactly(because);
    }

    private Result resolve(ExceptionCase exception, ResolutionKind kind, @Nullable String chosen, String user) {
        return actions.resolve(List.of(new Wanted(exception.id(), exception.revision(), kind, chosen)), "because", user)
                .get(0);
    }

    private List<Long> inForce(ExceptionCase exception) {
        return hub.part(Resolutions.class).inForce(List.of(exception.basis())).values().stream()
                .map(Resolution::id)
                .toList();
    }

    private List<String> audited() {
        return hub.texts("select actor || ' ' || action || ' ' || subject from audit order by id");
    }

    private static String en(Result result) {
        return result.problem() == null ? "done" : result.problem().en();
    }

    private static List<Result> together(Callable<Result> one, Callable<Result> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Result>> results = threads.invokeAll(List.of(one, other));
            return List.of(results.get(0).get(), results.get(1).get());
        } finally {
            threads.shutdown();
        }
    }
}
