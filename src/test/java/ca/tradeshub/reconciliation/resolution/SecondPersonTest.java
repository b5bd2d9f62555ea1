// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.rules.Samples;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What releases a message of the tax credit needs a second person")
class SecondPersonTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";

    private final ResolutionSteps steps = new ResolutionSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    private static PayLine line(String id, Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = id;
            change.accept(line);
        });
    }

    /** A line that was paid after the taxation year. */
    private static PayLine held(String id) {
        return line(id, line -> line.payDate = LocalDate.of(2017, 1, 6));
    }

    private void pay(PayLine... lines) {
        steps.registrations(Samples.registration(r -> {}));
        steps.payroll(employer("500000.00"), List.of(), List.of(lines));
    }

    private List<ExceptionActions.Result> resolve(List<ExceptionCase> exceptions, ResolutionKind kind) {
        List<ExceptionActions.Wanted> wanted = exceptions.stream()
                .map(each -> new ExceptionActions.Wanted(each.id(), each.revision(), kind, null))
                .toList();
        ExceptionActions actions = steps.hub().part(ExceptionActions.class);
        List<ExceptionActions.Result> foretold = actions.check(wanted, "why", "ana");
        List<ExceptionActions.Result> made = actions.resolve(wanted, "why", "ana");
        assertThat(made.stream().map(ExceptionActions.Result::state))
                .isEqualTo(foretold.stream().map(ExceptionActions.Result::state).toList());
        steps.decide();
        return made;
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECT", "DONE_OUTSIDE"})
    void also_when_a_line_is_set_aside_for_which_its_claim_waited(ResolutionKind kind) {
        pay(line("L-1", line -> {}), held("L-2"));
        assertThat(steps.preview(kind, null).releasesClaim()).isTrue();
        ExceptionCase exception = steps.first();

        ExceptionActions.Result result = resolve(List.of(exception), kind).get(0);

        assertThat(result.state()).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(steps.hub().messages(CLAIM)).isEmpty();

        ExceptionActions.Result approved = steps.hub()
                .part(ExceptionActions.class)
                .approve(exception.id(), result.resolution(), exception.revision(), "bo");
        steps.decide();
        assertThat(approved.problem()).isNull();
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECT", "DONE_OUTSIDE"})
    void not_when_a_line_is_set_aside_and_nothing_waited_for_it(ResolutionKind kind) {
        pay(held("L-1"));
        assertThat(steps.preview(kind, null).releasesClaim()).isFalse();

        assertThat(resolve(steps.open(), kind).get(0).state()).isEqualTo(ExceptionState.CLOSED);
        assertThat(steps.hub().messages(CLAIM)).isEmpty();
    }

    @Test
    void also_when_several_lines_release_the_claim_only_together() {
        pay(line("L-1", line -> {}), held("L-2"), held("L-3"));

        assertThat(resolve(steps.open(), ResolutionKind.REJECT))
                .extracting(ExceptionActions.Result::state)
                .containsOnly(ExceptionState.AWAITING_APPROVAL);
        assertThat(steps.hub().messages(CLAIM)).isEmpty();
    }

    @Test
    void of_many_only_those_on_a_claim_that_is_released() {
        steps.registrations(Samples.registration(r -> {}), Samples.registration(r -> {
            r.agreementNumber = "TA-2016-000002";
            r.person = new Person(
                    "7000002", "20000002", null, "Tremblay", "Luc", null, LocalDate.of(1991, 2, 3), null, "fr");
        }));
        steps.payroll(
                employer("500000.00"), List.of(), List.of(line("L-1", line -> {}), held("L-2"), line("L-3", line -> {
                    line.agreementNumber = "TA-2016-000002";
                    line.accountNumber = "20000002";
                    line.familyName = "Tremblay";
                    line.birthDate = LocalDate.of(1991, 2, 3);
                    line.payDate = LocalDate.of(2017, 1, 6);
                })));

        assertThat(resolve(steps.open(), ResolutionKind.DONE_OUTSIDE))
                .extracting(ExceptionActions.Result::state)
                .containsExactly(ExceptionState.AWAITING_APPROVAL, ExceptionState.CLOSED);
    }

    /** A line that was returned because its registration was missing; then the registration arrives. */
    private long returnedBeforeItsRegistration() {
        steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1", line -> {})));
        steps.hub().clock().advance(Duration.ofDays(31));
        steps.hub().remindOverdue();
        steps.decide();
        long resolution = steps.resolve(ResolutionKind.REJECT);
        steps.registrations(Samples.registration(r -> {}));
        assertThat(steps.hub().messages(CLAIM)).isEmpty();
        return resolution;
    }

    private long exceptionOf(long resolution) {
        return steps.hub()
                .part(Resolutions.class)
                .byId(resolution)
                .orElseThrow()
                .exceptionId();
    }

    private ExceptionState stateOf(long exception) {
        return steps.hub()
                .part(ExceptionLookup.class)
                .byId(exception)
                .orElseThrow()
                .state();
    }

    @Test
    void also_when_a_resolution_is_undone_that_kept_the_claim_from_being_sent() {
        long resolution = returnedBeforeItsRegistration();
        long exception = exceptionOf(resolution);
        ExceptionActions actions = steps.hub().part(ExceptionActions.class);
        int revision = steps.hub()
                .part(ExceptionLookup.class)
                .byId(exception)
                .orElseThrow()
                .revision();

        assertThat(actions.undo(exception, resolution, "A mistake.", "ana").state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);
        steps.decide();
        assertThat(steps.hub().messages(CLAIM)).isEmpty();
        assertThat(stateOf(exception)).isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(actions.undo(exception, resolution, "Again.", "bo").code()).isEqualTo("EXCEPTION-UNDO-WAITS");
        assertThat(actions.approve(exception, resolution, revision, "ANA").code())
                .isEqualTo("EXCEPTION-AUTHOR");

        ExceptionActions.Result approved = actions.approve(exception, resolution, revision, "bo");
        steps.decide();
        assertThat(approved.problem()).isNull();
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        Resolution ended = steps.hub().part(Resolutions.class).byId(resolution).orElseThrow();
        assertThat(ended.undoneBy()).isEqualTo("ana");
        assertThat(ended.undoApprover()).isEqualTo("bo");
        assertThat(actions.approve(exception, resolution, revision, "cy").problem())
                .isNotNull();
    }

    @Test
    void and_a_resolution_stays_in_force_when_the_second_person_declines_its_undoing() {
        long resolution = returnedBeforeItsRegistration();
        long exception = exceptionOf(resolution);
        ExceptionActions actions = steps.hub().part(ExceptionActions.class);
        actions.undo(exception, resolution, "A mistake.", "ana");

        assertThat(actions.decline(exception, resolution, "No.", "ana").code()).isEqualTo("EXCEPTION-AUTHOR");
        assertThat(actions.decline(exception, resolution, "No.", "bo").state()).isEqualTo(ExceptionState.CLOSED);
        steps.decide();

        assertThat(steps.hub().messages(CLAIM)).isEmpty();
        assertThat(stateOf(exception)).isEqualTo(ExceptionState.CLOSED);
        assertThat(steps.hub()
                        .part(Resolutions.class)
                        .byId(resolution)
                        .orElseThrow()
                        .inForce())
                .isTrue();
        assertThat(actions.undo(exception, resolution, "Still a mistake.", "ana")
                        .state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);
    }

    @Test
    void not_when_an_undoing_only_holds_records_again() {
        pay(line("L-1", line -> {}), held("L-2"));
        long resolution = steps.resolve(ResolutionKind.REJECT);
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");

        assertThat(steps.hub()
                        .part(ExceptionActions.class)
                        .undo(exceptionOf(resolution), resolution, "A mistake.", "ana")
                        .state())
                .isEqualTo(ExceptionState.OPEN);
        steps.decide();
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void for_the_last_of_several_lines_that_are_set_aside_one_by_one() {
        pay(line("L-1", line -> {}), held("L-2"), held("L-3"));
        List<ExceptionCase> open = steps.open();

        assertThat(resolve(open.subList(0, 1), ResolutionKind.REJECT).get(0).state())
                .isEqualTo(ExceptionState.CLOSED);
        assertThat(resolve(open.subList(1, 2), ResolutionKind.REJECT).get(0).state())
                .isEqualTo(ExceptionState.AWAITING_APPROVAL);
        assertThat(steps.hub().messages(CLAIM)).isEmpty();
    }
}
