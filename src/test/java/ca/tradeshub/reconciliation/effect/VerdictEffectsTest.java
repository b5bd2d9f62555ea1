// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.delivery.Statements;
import ca.tradeshub.delivery.contract.ContractRenderer;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.DecisionEffects.ExceptionChange;
import ca.tradeshub.reconciliation.resolved.Refusals;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class VerdictEffectsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String RULES = "rules-1";
    private static final CertificationContent CONTENT = Statements.certification();
    private static final String KEY = CONTENT.recordKey();
    private static final String GROUP = CONTENT.groupId();
    private static final OutgoingQueue QUEUE = CONTENT.queue();
    private static final String DIGEST =
            Sha256.hex(new ContractRenderer().content(CONTENT).text());
    private static final RecordAddress LINE = new RecordAddress(7, 1);
    private static final RecordAddress OTHER_LINE = new RecordAddress(7, 2);
    private static final Finding REASON = StateReasons.agreed(
            ExceptionType.RULE_HOLD.name(), Outcome.HOLD, new Text("It waits.", "Elle attend."), null);
    private static final Disagreement DISAGREEMENT = new Disagreement(ExceptionType.RULE_HOLD, REASON, null);

    @Test
    void a_first_publication_is_new_and_has_version_1() {
        DecisionEffects effects = effects(publication(), null);

        assertThat(effects.newMessages()).singleElement().satisfies(message -> {
            assertThat(message.envelope().kind()).isEqualTo(Envelope.Kind.NEW);
            assertThat(message.envelope().version()).isEqualTo(1);
            assertThat(message.envelope().supersedes()).isNull();
            assertThat(message.sources()).containsExactly(LINE);
        });
        assertThat(decided(effects).state()).isEqualTo(DecisionState.SENT);
        assertThat(effects.exceptionChanges()).isEmpty();
    }

    @Test
    void other_content_amends_the_message_in_force() {
        DecisionEffects effects = effects(publication(), sent("another digest"));

        assertThat(effects.newMessages()).singleElement().satisfies(message -> {
            assertThat(message.envelope().kind()).isEqualTo(Envelope.Kind.AMEND);
            assertThat(message.envelope().version()).isEqualTo(4);
            assertThat(message.envelope().supersedes()).isEqualTo("m3");
        });
    }

    @Test
    void content_after_a_withdrawal_is_new_with_the_next_version() {
        DecisionEffects effects = effects(publication(), before(DecisionState.WITHDRAWN, null));

        assertThat(effects.newMessages()).singleElement().satisfies(message -> {
            assertThat(message.envelope().kind()).isEqualTo(Envelope.Kind.NEW);
            assertThat(message.envelope().version()).isEqualTo(4);
        });
    }

    @Test
    void the_same_content_makes_neither_a_message_nor_a_decision() {
        DecisionEffects effects = effects(publication(), sent(DIGEST));

        assertThat(effects.newMessages()).isEmpty();
        assertThat(effects.decisions()).isEmpty();
        assertThat(effects.unchangedSources()).containsExactly(Map.entry("m3", List.of(LINE)));
    }

    @Test
    void the_same_content_under_other_rules_is_decided_again_without_a_message() {
        Decisions.Current before = new Decisions.Current(
                KEY,
                GROUP,
                DecisionState.SENT,
                3,
                "m3",
                DIGEST,
                true,
                "rules-0",
                Refusals.OfKey.NONE,
                new Decisions.AwaitedCertificate(null, false));

        DecisionEffects effects = effects(publication(), before);

        assertThat(effects.newMessages()).isEmpty();
        assertThat(decided(effects).messageId()).isEqualTo("m3");
        assertThat(decided(effects).version()).isEqualTo(3);
    }

    @Test
    void the_same_content_after_a_hold_is_sent_content_again() {
        DecisionEffects effects = effects(publication(), before(DecisionState.HELD, DIGEST));

        assertThat(effects.newMessages()).isEmpty();
        assertThat(decided(effects).state()).isEqualTo(DecisionState.SENT);
        assertThat(decided(effects).version()).isEqualTo(3);
    }

    @Test
    void the_exception_about_an_overdue_certificate_closes_when_none_is_awaited() {
        assertThat(stay(effects(publication(), awaiting(NOW, true)))).isEmpty();
        assertThat(effects(publication(), awaiting(NOW)).exceptionChanges()).isEmpty();
    }

    @Test
    void records_new_in_an_unchanged_message_move_only_where_it_lacks_them() {
        DecisionEffects complete = effects(publication(), sent(DIGEST));
        assertThat(complete.completing(Set.of())).isEmpty();
        assertThat(complete.moves()).isEmpty();

        DecisionEffects lacking = effects(publication(), sent(DIGEST));
        assertThat(lacking.completing(Set.of("m3"))).containsOnlyKeys("m3");
        assertThat(lacking.moves())
                .containsExactly(Map.entry(
                        new DecisionEffects.Move(DecisionEffects.UNSENT, RecordState.DELIVERED, null, null),
                        List.of(LINE)));
    }

    @Test
    void a_hold_leaves_delivered_records_and_the_message_in_force() {
        DecisionEffects effects = effects(hold(Verdict.Hold.Reach.UNDELIVERED), sent(DIGEST));

        assertThat(effects.newMessages()).isEmpty();
        assertThat(effects.moves())
                .containsOnlyKeys(new DecisionEffects.Move(DecisionEffects.UNSENT, RecordState.HELD, "RULE_HOLD", KEY));
        assertThat(decided(effects).digest()).isEqualTo(DIGEST);
        assertThat(effects.exceptionChanges())
                .containsExactly(new ExceptionChange.Open(KEY, List.of(DISAGREEMENT), List.of(LINE)));
    }

    @Test
    void a_hold_that_withdraws_is_held_and_has_no_content_in_force() {
        DecisionEffects effects = effects(hold(Verdict.Hold.Reach.WITHDRAWN), sent(DIGEST));

        assertThat(effects.newMessages())
                .singleElement()
                .satisfies(message -> assertThat(message.envelope().kind()).isEqualTo(Envelope.Kind.WITHDRAW));
        assertThat(decided(effects).state()).isEqualTo(DecisionState.HELD);
        assertThat(decided(effects).version()).isEqualTo(4);
        assertThat(decided(effects).digest()).isNull();
    }

    @Test
    void a_hold_that_withdraws_sends_nothing_where_nothing_is_in_force() {
        assertThat(effects(hold(Verdict.Hold.Reach.WITHDRAWN), null).newMessages())
                .isEmpty();
        assertThat(effects(hold(Verdict.Hold.Reach.WITHDRAWN), before(DecisionState.WITHDRAWN, null))
                        .newMessages())
                .isEmpty();
    }

    @Test
    void a_key_that_no_record_supports_is_withdrawn_once() {
        Verdict.Withdraw withdraw = new Verdict.Withdraw(QUEUE, KEY, GROUP);

        assertThat(effects(withdraw, sent(DIGEST)).newMessages()).hasSize(1);
        assertThat(effects(withdraw, before(DecisionState.WITHDRAWN, null)).newMessages())
                .isEmpty();
        assertThat(effects(withdraw, null).decisions()).isEmpty();
    }

    @Test
    void a_key_whose_lines_are_all_rejected_keeps_a_decision() {
        Verdict.Reject reject = new Verdict.Reject(QUEUE, KEY, GROUP, Map.of(LINE, REASON), List.of(OTHER_LINE));
        DecisionEffects effects = VerdictEffects.of(
                List.of(reject, new Verdict.Withdraw(QUEUE, KEY, GROUP)), Map.of(), new ContractRenderer(), RULES, NOW);

        assertThat(decided(effects).state()).isEqualTo(DecisionState.WAITING);
        assertThat(effects.rejections()).containsExactly(reject);
        assertThat(effects.moves().keySet())
                .extracting(DecisionEffects.Move::to)
                .containsExactly(RecordState.PENDING, RecordState.REJECTED);
    }

    @Test
    void only_a_key_that_did_not_wait_before_is_newly_waiting() {
        Verdict.Wait wait = new Verdict.Wait(QUEUE, KEY, GROUP, REASON, List.of(LINE));

        assertThat(effects(wait, null).newlyWaiting()).containsExactly(LINE);
        assertThat(effects(wait, before(DecisionState.HELD, null)).newlyWaiting())
                .containsExactly(LINE);
        assertThat(effects(wait, before(DecisionState.WAITING, null)).newlyWaiting())
                .isEmpty();
    }

    @Test
    void a_key_no_longer_held_is_released_and_its_other_exceptions_close() {
        assertThat(effects(publication(), before(DecisionState.HELD, null)).exceptionChanges())
                .hasExactlyElementsOfTypes(ExceptionChange.Unpark.class, ExceptionChange.CloseOthers.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ResolutionKind.class,
            names = {"RESEND", "ACCEPT", "DONE_OUTSIDE"},
            mode = EnumSource.Mode.INCLUDE)
    void a_resolution_of_a_refusal_decides_whether_the_same_content_is_sent_again(ResolutionKind resolution) {
        DecisionEffects effects = effects(publication(), refused(resolution));

        assertThat(effects.newMessages()).hasSize(resolution == ResolutionKind.RESEND ? 1 : 0);
        assertThat(effects.verdicts())
                .hasSize(resolution == ResolutionKind.DONE_OUTSIDE ? 2 : 1)
                .noneMatch(Verdict.Hold.class::isInstance);
    }

    @Test
    void the_refusal_of_a_withdrawal_stays_open_until_a_person_settles_it() {
        Verdict.Withdraw withdraw = new Verdict.Withdraw(QUEUE, KEY, GROUP);

        assertThat(stay(effects(withdraw, withdrawalRefused(null)))).hasSize(1);
        assertThat(stay(effects(withdraw, withdrawalRefused(ResolutionKind.DONE_OUTSIDE))))
                .isEmpty();
    }

    private static List<Disagreement> stay(DecisionEffects effects) {
        return effects.exceptionChanges().stream()
                .filter(ExceptionChange.CloseOthers.class::isInstance)
                .map(change -> ((ExceptionChange.CloseOthers) change).open())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void content_that_is_published_again_does_not_repeat_a_refused_withdrawal() {
        assertThat(effects(publication(), withdrawalRefused(ResolutionKind.RESEND))
                        .newMessages())
                .extracting(message -> message.envelope().kind())
                .containsExactly(Envelope.Kind.NEW);
        assertThat(stay(effects(publication(), withdrawalRefused(null)))).isEmpty();
    }

    @Test
    void the_refusal_of_content_closes_when_other_content_replaces_it() {
        Refusals.OfKey refused =
                new Refusals.OfKey(new Refusals.Refusal("m3", "another digest", "no such person", null), null);

        assertThat(stay(effects(publication(), sent("another digest").refused(refused))))
                .isEmpty();
    }

    @Test
    void what_is_done_outside_takes_delivered_records_out_of_scope_only_where_it_reaches_them() {
        for (Verdict.Hold.Reach reach : Verdict.Hold.Reach.values()) {
            Verdict.DoneOutside outside = new Verdict.DoneOutside(QUEUE, KEY, GROUP, REASON, List.of(LINE), reach);
            Set<RecordState> from =
                    reach == Verdict.Hold.Reach.UNDELIVERED ? DecisionEffects.UNSENT : RecordState.STANDING;

            assertThat(effects(outside, null).moves())
                    .containsExactly(Map.entry(
                            new DecisionEffects.Move(from, RecordState.OUT_OF_SCOPE, REASON.rule(), null),
                            List.of(LINE)));
        }
    }

    @Test
    void lines_that_wait_for_held_lines_of_their_claim_are_pending() {
        Verdict.Hold hold = new Verdict.Hold(
                QUEUE,
                KEY,
                GROUP,
                List.of(DISAGREEMENT),
                List.of(LINE),
                Verdict.Hold.Reach.DELIVERED,
                List.of(OTHER_LINE));

        assertThat(effects(hold, null).moves())
                .containsEntry(
                        new DecisionEffects.Move(
                                EnumSet.of(RecordState.HELD, RecordState.OUT_OF_SCOPE),
                                RecordState.PENDING,
                                null,
                                null),
                        List.of(OTHER_LINE));
        // What the message in force leaves out stays left out.
        assertThat(effects(hold, before(DecisionState.SENT, DIGEST)).moves())
                .containsEntry(
                        new DecisionEffects.Move(EnumSet.of(RecordState.HELD), RecordState.PENDING, null, null),
                        List.of(OTHER_LINE));
    }

    private static Decisions.Current withdrawalRefused(@Nullable ResolutionKind resolution) {
        return before(DecisionState.WITHDRAWN, null)
                .refused(new Refusals.OfKey(null, new Refusals.Refusal("m3", "-", "still needed", resolution)));
    }

    @Test
    void content_that_breaks_its_contract_is_held_and_its_exception_stays_open() {
        CertificationContent wrong = new CertificationContent(
                KEY,
                GROUP,
                new CertificationContent.PublishedPerson(
                        "no number",
                        null,
                        "Tremblay",
                        "Zoé",
                        null,
                        CONTENT.person().birthDate()),
                CONTENT.trade(),
                CONTENT.apprenticeship(),
                CONTENT.certificates(),
                CONTENT.findings(),
                CONTENT.sources());
        Verdict.Publish publish = new Verdict.Publish(wrong, List.of(LINE), List.of(), Map.of(), null);

        DecisionEffects effects = effects(publish, before(DecisionState.HELD, null));

        assertThat(effects.newMessages()).isEmpty();
        assertThat(decided(effects).state()).isEqualTo(DecisionState.HELD);
        assertThat(effects.exceptionChanges()).noneMatch(ExceptionChange.Unpark.class::isInstance);
        assertThat(stay(effects)).singleElement().satisfies(open -> assertThat(open.type())
                .isEqualTo(ExceptionType.RULE_HOLD));
    }

    @Test
    void refused_content_is_held_until_a_person_settles_it() {
        DecisionEffects effects = effects(publication(), refused(null));

        assertThat(effects.newMessages()).isEmpty();
        assertThat(decided(effects).state()).isEqualTo(DecisionState.HELD);
        assertThat(effects.moves().keySet())
                .extracting(DecisionEffects.Move::from)
                .containsExactly(RecordState.STANDING);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(
            value = ResolutionKind.class,
            names = {"RESEND", "ACCEPT", "DONE_OUTSIDE"},
            mode = EnumSource.Mode.INCLUDE)
    void a_refusal_of_other_content_holds_nothing_whatever_was_decided_about_it(@Nullable ResolutionKind resolution) {
        Refusals.OfKey ofOther =
                new Refusals.OfKey(new Refusals.Refusal("m3", "another digest", "no such person", resolution), null);

        DecisionEffects other = effects(publication(), sent("another digest").refused(ofOther));
        assertThat(other.newMessages())
                .singleElement()
                .satisfies(message -> assertThat(message.envelope().kind()).isEqualTo(Envelope.Kind.AMEND));
        assertThat(decided(other).state()).isEqualTo(DecisionState.SENT);
        assertThat(other.verdicts()).hasSize(1).noneMatch(Verdict.Hold.class::isInstance);

        DecisionEffects same = effects(publication(), sent(DIGEST).refused(ofOther));
        assertThat(same.newMessages()).isEmpty();
        assertThat(same.verdicts()).hasSize(1);
    }

    @Test
    void records_set_aside_before_are_sent_or_pending_as_the_unchanged_message_is() {
        Verdict.Publish publish = new Verdict.Publish(CONTENT, List.of(LINE), List.of(OTHER_LINE), Map.of(), null);
        Decisions.Current sent = sent(DIGEST);
        Decisions.Current notSent = new Decisions.Current(
                KEY, GROUP, DecisionState.SENT, 3, "m3", DIGEST, false, RULES, sent.refusals(), sent.awaited());
        Set<RecordState> from = Set.of(RecordState.OUT_OF_SCOPE, RecordState.HELD);

        assertThat(effects(publish, sent).moves())
                .containsExactly(Map.entry(
                        new DecisionEffects.Move(from, RecordState.DELIVERED, null, null), List.of(OTHER_LINE)));
        DecisionEffects pending = effects(publish, notSent);
        assertThat(pending.moves())
                .containsExactly(Map.entry(
                        new DecisionEffects.Move(from, RecordState.PENDING, null, null), List.of(OTHER_LINE)));
        assertThat(pending.newMessages()).isEmpty();
        pending.completing(Set.of("m3"));
        assertThat(pending.moves().keySet())
                .extracting(DecisionEffects.Move::to)
                .containsOnly(RecordState.PENDING);
    }

    @Test
    void a_missing_certificate_alone_changes_the_decision_and_sends_nothing() {
        Verdict.Publish misses = new Verdict.Publish(
                CONTENT,
                List.of(LINE),
                List.of(),
                Map.of(),
                new Verdict.Awaited(NOW, false, DISAGREEMENT, List.of(LINE)));

        DecisionEffects begins = effects(misses, sent(DIGEST));
        assertThat(begins.newMessages()).isEmpty();
        assertThat(decided(begins).messageId()).isEqualTo("m3");
        assertThat(decided(begins).digest()).isEqualTo(DIGEST);
        assertThat(begins.exceptionChanges()).isEmpty();

        Decisions.Current known = awaiting(NOW);
        assertThat(effects(misses, known).decisions()).isEmpty();
        assertThat(decided(effects(publication(), known)).messageId()).isEqualTo("m3");
        assertThat(decided(effects(misses, awaiting(NOW.minusSeconds(60)))).messageId())
                .isEqualTo("m3");
    }

    private static Decisions.Current awaiting(Instant since) {
        return awaiting(since, false);
    }

    private static Decisions.Current awaiting(Instant since, boolean isOverdue) {
        return new Decisions.Current(
                KEY,
                GROUP,
                DecisionState.SENT,
                3,
                "m3",
                DIGEST,
                true,
                RULES,
                Refusals.OfKey.NONE,
                new Decisions.AwaitedCertificate(since.atOffset(ZoneOffset.UTC), isOverdue));
    }

    private static Verdict.Publish publication() {
        return new Verdict.Publish(CONTENT, List.of(LINE), List.of(), Map.of(), null);
    }

    private static Verdict.Hold hold(Verdict.Hold.Reach reach) {
        return new Verdict.Hold(QUEUE, KEY, GROUP, List.of(DISAGREEMENT), List.of(LINE), reach);
    }

    private static Decisions.Current sent(String digest) {
        return before(DecisionState.SENT, digest);
    }

    private static Decisions.Current refused(@Nullable ResolutionKind resolution) {
        return sent(DIGEST)
                .refused(new Refusals.OfKey(new Refusals.Refusal("m3", DIGEST, "no such person", resolution), null));
    }

    private static Decisions.Current before(DecisionState state, @Nullable String digest) {
        return new Decisions.Current(
                KEY,
                GROUP,
                state,
                3,
                "m3",
                digest,
                true,
                RULES,
                Refusals.OfKey.NONE,
                new Decisions.AwaitedCertificate(null, false));
    }

    private static DecisionEffects effects(Verdict verdict, Decisions.@Nullable Current before) {
        return VerdictEffects.of(
                List.of(verdict), before == null ? Map.of() : Map.of(KEY, before), new ContractRenderer(), RULES, NOW);
    }

    private static DecisionEffects.Decided decided(DecisionEffects effects) {
        assertThat(effects.decisions()).hasSize(1);
        return effects.decisions().get(0);
    }
}
