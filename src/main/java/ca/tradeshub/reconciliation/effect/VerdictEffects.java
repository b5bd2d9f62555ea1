// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.ContractViolation;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.reconciliation.decision.MessageRenderer;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.DecisionEffects.ExceptionChange;
import ca.tradeshub.reconciliation.effect.Decisions.Current;
import ca.tradeshub.reconciliation.resolved.Refusals;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what verdicts change, given the decisions in force: states of records, messages, exceptions. A message is made
 * only when its content or its sources differ from the key's last message, and when it follows its contract. Pure: it
 * reads and writes nothing.
 */
final class VerdictEffects {

    private final MessageRenderer renderer;
    private final String rules;
    private final Map<String, Current> current;
    private final DecisionEffects effects;
    private final Map<Verdict.Publish, Prepared> prepared = new IdentityHashMap<>();
    private final Map<String, Finding> rejected = new HashMap<>();

    private VerdictEffects(MessageRenderer renderer, String rules, Map<String, Current> current, Instant now) {
        this.renderer = renderer;
        this.rules = rules;
        this.current = current;
        this.effects = new DecisionEffects(now);
    }

    /**
     * The effects of verdicts.
     *
     * @param verdicts at most one a key, in addition to those that reject records, which come before it
     * @param current the decisions on their keys, by key
     * @param rules digest of the rule set
     * @param now when the decisions are made
     */
    static DecisionEffects of(
            List<? extends Verdict> verdicts,
            Map<String, Current> current,
            MessageRenderer renderer,
            String rules,
            Instant now) {
        VerdictEffects decider = new VerdictEffects(renderer, rules, current, now);
        decider.prepare(verdicts);
        verdicts.forEach(decider::add);
        return decider.effects;
    }

    /**
     * What is published, as text.
     *
     * @param digest digest of the content
     * @param message the message to send, null when the content is the one in force, or refused
     */
    private record Prepared(String digest, @Nullable Rendered message) {}

    /**
     * A message.
     *
     * @param body its text, null when it would not follow its contract
     * @param violation why it does not, null when it does
     */
    private record Rendered(Envelope envelope, @Nullable String body, @Nullable ContractViolation violation) {}

    /** Writes and checks what is published on all processors: each text depends on its verdict alone. */
    private void prepare(List<? extends Verdict> verdicts) {
        List<Verdict.Publish> published = verdicts.stream()
                .filter(Verdict.Publish.class::isInstance)
                .map(Verdict.Publish.class::cast)
                .toList();
        List<Prepared> texts = published.parallelStream().map(this::prepared).toList();
        for (int i = 0; i < texts.size(); i++) {
            prepared.put(published.get(i), texts.get(i));
        }
    }

    private Prepared prepared(Verdict.Publish publish) {
        MessageRenderer.RenderedContent content = renderer.content(publish.statement());
        String digest = Sha256.hex(content.text());
        Current before = current.get(publish.recordKey());
        Refusals.Refusal refusal = refusalOf(before, digest);
        boolean isResent = refusal != null && refusal.resolution() == ResolutionKind.RESEND;
        boolean isInForce = before != null && before.isPublished() && digest.equals(before.bodyDigest()) && !isResent;
        if (isInForce || refusal != null && stays(refusal)) {
            return new Prepared(digest, null);
        }
        Envelope.Kind kind = before != null && before.isPublished() ? Envelope.Kind.AMEND : Envelope.Kind.NEW;
        Envelope envelope = envelope(publish, before, kind, digest);
        try {
            return new Prepared(digest, new Rendered(envelope, content.in(envelope), null));
        } catch (ContractViolation violation) {
            return new Prepared(digest, new Rendered(envelope, null, violation));
        }
    }

    /** The consumer's refusal of the same content, null when it refused none. */
    private static Refusals.@Nullable Refusal refusalOf(@Nullable Current before, String digest) {
        Refusals.Refusal refusal = before == null ? null : before.refusals().content();
        return refusal != null && digest.equals(refusal.digest()) ? refusal : null;
    }

    private void add(Verdict verdict) {
        if (verdict instanceof Verdict.Reject reject) {
            reject(reject);
            return;
        }
        effects.verdicts().add(verdict);
        Current before = withdrawnAgain(verdict, current.get(verdict.recordKey()));
        int madeBefore = effects.newMessages().size();
        List<Disagreement> open = take(verdict, before);
        boolean parked = verdict instanceof Verdict.Publish && !open.isEmpty();
        if (verdict instanceof Verdict.Publish publish && !parked) {
            open = publish.overdue();
            missing(publish);
        }
        if (before != null && before.state() == DecisionState.HELD && !parked) {
            effects.exceptionChanges().add(new ExceptionChange.Unpark(verdict));
        }
        if (before != null && isToClose(before)) {
            List<Disagreement> stay =
                    effects.newMessages().size() > madeBefore ? open : withRefusedWithdrawal(open, before);
            effects.exceptionChanges().add(new ExceptionChange.CloseOthers(verdict.recordKey(), stay));
        }
    }

    /** Adds the effects of a verdict by its kind; returns the exceptions that stay open with it. */
    private List<Disagreement> take(Verdict verdict, @Nullable Current before) {
        if (verdict instanceof Verdict.Publish publish) {
            return publish(publish, before);
        }
        if (verdict instanceof Verdict.Hold hold) {
            hold(hold, before);
            return hold.disagreements();
        }
        if (verdict instanceof Verdict.Wait wait) {
            await(wait, before);
        } else if (verdict instanceof Verdict.DoneOutside outside) {
            doneOutside(outside, before);
        } else if (verdict instanceof Verdict.OutOfScope outOfScope) {
            outOfScope(outOfScope, before);
        } else {
            unsupported(verdict, before);
        }
        return List.of();
    }

    private void await(Verdict.Wait wait, @Nullable Current before) {
        letWait(wait.waiting(), before);
        if (before == null || before.state() != DecisionState.WAITING) {
            effects.newlyWaiting().addAll(wait.waiting());
        }
        decide(wait, before, DecisionState.WAITING, wait.reason().rule(), text(wait.reason()));
    }

    /** Records out of scope wait too, unless a message is in force that leaves them out: what they were decided by is open. */
    private void letWait(Collection<RecordAddress> waiting, @Nullable Current before) {
        Set<RecordState> from = before != null && before.isPublished()
                ? EnumSet.of(RecordState.HELD)
                : EnumSet.of(RecordState.HELD, RecordState.OUT_OF_SCOPE);
        effects.move(waiting, from, RecordState.PENDING, null, null);
    }

    private void outOfScope(Verdict.OutOfScope verdict, @Nullable Current before) {
        String rule = verdict.reason().rule();
        effects.move(verdict.records(), RecordState.STANDING, RecordState.OUT_OF_SCOPE, rule, null);
        if (before != null && before.isPublished()) {
            withdraw(verdict, before);
        } else {
            decide(verdict, before, DecisionState.OUT_OF_SCOPE, rule, text(verdict.reason()));
        }
    }

    /** No record supports the key any more. */
    private void unsupported(Verdict verdict, @Nullable Current before) {
        Finding finding = rejected.get(verdict.recordKey());
        if (before != null && before.isPublished()) {
            withdraw(verdict, before);
        } else if (before != null) {
            decide(verdict, before, DecisionState.WITHDRAWN, null, null);
        } else if (finding != null) {
            // Its rejected lines may be restored later: the key must have a decision to be decided again with others.
            decide(verdict, null, DecisionState.WAITING, finding.rule(), text(finding));
        }
    }

    /** What is missing with what is published: it is shown, and holds nothing. */
    private void missing(Verdict.Publish publish) {
        Verdict.Awaited awaited = publish.awaited();
        if (awaited != null && awaited.isOverdue()) {
            effects.exceptionChanges()
                    .add(new ExceptionChange.Open(publish.recordKey(), List.of(awaited.missing()), awaited.records()));
        }
    }

    /** Withdraws a key again whose withdrawal the consumer refused, when a person decided to send it again. */
    private @Nullable Current withdrawnAgain(Verdict verdict, @Nullable Current before) {
        Refusals.Refusal refusal = before == null ? null : before.refusals().withdrawal();
        return before == null
                        || refusal == null
                        || refusal.resolution() != ResolutionKind.RESEND
                        || verdict instanceof Verdict.Publish
                ? before
                : before.withdrawnBy(withdrawal(verdict, before));
    }

    /** What stays open of a key without a newer message: also the refusal of its withdrawal, until it is settled. */
    private static List<Disagreement> withRefusedWithdrawal(List<Disagreement> open, Current before) {
        Refusals.Refusal refusal = before.refusals().withdrawal();
        return refusal == null || refusal.resolution() != null
                ? open
                : Stream.concat(open.stream(), Stream.of(refusal.disagreement()))
                        .toList();
    }

    private void hold(Verdict.Hold hold, @Nullable Current before) {
        Disagreement first = hold.disagreements().get(0);
        String rule = first.rule() == null ? first.type().name() : first.rule();
        Set<RecordState> from =
                hold.reach() == Verdict.Hold.Reach.UNDELIVERED ? DecisionEffects.UNSENT : RecordState.STANDING;
        effects.move(hold.held(), from, RecordState.HELD, rule, hold.recordKey());
        letWait(hold.waiting(), before);
        effects.exceptionChanges().add(new ExceptionChange.Open(hold.recordKey(), hold.disagreements(), hold.held()));
        if (hold.reach() == Verdict.Hold.Reach.WITHDRAWN && before != null && before.isPublished()) {
            Envelope envelope = withdrawal(hold, before);
            effects.decisions()
                    .add(new DecisionEffects.Decided(
                            hold,
                            DecisionState.HELD,
                            rule,
                            first.detail(),
                            envelope.version(),
                            envelope.messageId(),
                            null));
        } else {
            decide(hold, before, DecisionState.HELD, rule, first.detail());
        }
    }

    private void doneOutside(Verdict.DoneOutside outside, @Nullable Current before) {
        String rule = outside.reason().rule();
        effects.move(
                outside.records(),
                outside.reach() == Verdict.Hold.Reach.UNDELIVERED ? DecisionEffects.UNSENT : RecordState.STANDING,
                RecordState.OUT_OF_SCOPE,
                rule,
                null);
        decide(outside, before, DecisionState.OUT_OF_SCOPE, rule, text(outside.reason()));
    }

    /** Publishes; returns why nothing can be published, empty when it can. */
    private List<Disagreement> publish(Verdict.Publish publish, @Nullable Current before) {
        Prepared text = Objects.requireNonNull(prepared.get(publish));
        String digest = text.digest();
        Map<String, List<RecordAddress>> excluded = new TreeMap<>();
        publish.excluded().forEach((record, rule) -> excluded.computeIfAbsent(rule, key -> new ArrayList<>())
                .add(record));
        excluded.forEach(
                (rule, records) -> effects.move(records, RecordState.STANDING, RecordState.OUT_OF_SCOPE, rule, null));
        Refusals.Refusal refusal = refusalOf(before, digest);
        if (refusal != null && stays(refusal)) {
            return refused(publish, before, refusal);
        }
        Rendered message = text.message();
        if (before != null && message == null) {
            RecordState state = before.sent() ? RecordState.DELIVERED : RecordState.PENDING;
            effects.move(publish.setAside(), EnumSet.of(RecordState.OUT_OF_SCOPE, RecordState.HELD), state, null, null);
            effects.leaveUnchanged(Objects.requireNonNull(before.messageId()), state, publish.contributing());
            if (before.state() != DecisionState.SENT
                    || !rules.equals(before.rules())
                    || !before.awaited().is(publish)) {
                keep(publish, before, digest);
            }
            return List.of();
        }
        Objects.requireNonNull(message, "a message of content that is not in force");
        if (message.violation() != null) {
            return park(publish, before, message.violation());
        }
        Envelope envelope = message.envelope();
        effects.move(
                publish.setAside(),
                EnumSet.of(RecordState.OUT_OF_SCOPE, RecordState.HELD),
                RecordState.PENDING,
                null,
                null);
        effects.publish(
                new MessageLedger.NewMessage(
                        publish.queue(),
                        publish.groupId(),
                        envelope,
                        Objects.requireNonNull(message.body()),
                        digest,
                        List.copyOf(publish.contributing())),
                publish.statement());
        decide(publish, DecisionState.SENT, envelope, digest);
        return List.of();
    }

    /** Whether the same content is not sent again and does not count as delivered. */
    private static boolean stays(Refusals.Refusal refusal) {
        return refusal.resolution() != ResolutionKind.RESEND && refusal.resolution() != ResolutionKind.ACCEPT;
    }

    /** The content is what the consumer refused; returns what a person must settle, empty when it is settled. */
    private List<Disagreement> refused(Verdict.Publish publish, @Nullable Current before, Refusals.Refusal refusal) {
        Disagreement why = refusal.disagreement();
        if (refusal.resolution() == ResolutionKind.DONE_OUTSIDE) {
            Verdict.DoneOutside outside = new Verdict.DoneOutside(
                    publish.queue(),
                    publish.recordKey(),
                    publish.groupId(),
                    ResolvedFindings.outside(why.finding()),
                    publish.contributing(),
                    Verdict.Hold.Reach.DELIVERED);
            effects.verdicts().add(outside);
            doneOutside(outside, before);
            return List.of();
        }
        Verdict.Hold hold = new Verdict.Hold(
                publish.queue(),
                publish.recordKey(),
                publish.groupId(),
                List.of(why),
                publish.contributing(),
                Verdict.Hold.Reach.DELIVERED);
        effects.verdicts().add(hold);
        hold(hold, before);
        return List.of(why);
    }

    /** Stores no message: the records are held, and the work is parked until a decision on the key has a message. */
    private List<Disagreement> park(Verdict.Publish publish, @Nullable Current before, ContractViolation violation) {
        Finding finding = StateReasons.agreed(ExceptionType.RULE_HOLD.name(), Outcome.HOLD, violation.text(), null);
        List<Disagreement> why = List.of(new Disagreement(ExceptionType.RULE_HOLD, finding, null));
        Verdict.Hold hold = new Verdict.Hold(
                publish.queue(),
                publish.recordKey(),
                publish.groupId(),
                why,
                publish.contributing(),
                Verdict.Hold.Reach.UNDELIVERED);
        effects.verdicts().add(hold);
        hold(hold, before);
        effects.exceptionChanges().add(new ExceptionChange.Park(publish, violation.text()));
        return why;
    }

    private void reject(Verdict.Reject reject) {
        effects.move(reject.restored(), EnumSet.of(RecordState.REJECTED), RecordState.PENDING, null, null);
        reject.rejected().forEach((record, finding) -> {
            effects.move(
                    List.of(record), RecordState.STANDING, RecordState.REJECTED, finding.rule(), reject.recordKey());
            rejected.put(reject.recordKey(), finding);
        });
        effects.rejections().add(reject);
    }

    private void withdraw(Verdict verdict, Current before) {
        decide(verdict, DecisionState.WITHDRAWN, withdrawal(verdict, before), null);
    }

    private Envelope withdrawal(Verdict verdict, Current before) {
        Envelope envelope = envelope(verdict, before, Envelope.Kind.WITHDRAW, "");
        effects.newMessages()
                .add(new MessageLedger.NewMessage(
                        verdict.queue(),
                        verdict.groupId(),
                        envelope,
                        renderer.withdrawal(envelope, verdict.queue()),
                        Sha256.hex(""),
                        List.of()));
        return envelope;
    }

    private void keep(Verdict verdict, Current before, String digest) {
        effects.decisions()
                .add(new DecisionEffects.Decided(
                        verdict, DecisionState.SENT, null, null, before.version(), before.messageId(), digest));
    }

    private void decide(Verdict verdict, DecisionState state, Envelope envelope, @Nullable String digest) {
        effects.decisions()
                .add(new DecisionEffects.Decided(
                        verdict, state, null, null, envelope.version(), envelope.messageId(), digest));
    }

    private void decide(
            Verdict verdict,
            @Nullable Current before,
            DecisionState state,
            @Nullable String rule,
            @Nullable Text reason) {
        effects.decisions()
                .add(new DecisionEffects.Decided(
                        verdict,
                        state,
                        rule,
                        reason,
                        before == null ? 0 : before.version(),
                        before == null ? null : before.messageId(),
                        before == null ? null : before.bodyDigest()));
    }

    private Envelope envelope(Verdict verdict, @Nullable Current before, Envelope.Kind kind, String digest) {
        int version = before == null ? 1 : before.version() + 1;
        String id = messageId(verdict.queue().contract(), verdict.recordKey(), version, kind, digest);
        return new Envelope(
                id,
                kind,
                verdict.recordKey(),
                version,
                before == null ? null : before.messageId(),
                effects.now(),
                rules);
    }

    /** Whether exceptions on a key may be open: a key whose content is sent has none but that a certificate is missing. */
    private static boolean isToClose(Current before) {
        return before.state() != DecisionState.SENT
                || before.refusals().content() != null
                || before.awaited().isOverdue();
    }

    private static Text text(Finding finding) {
        return new Text(finding.message(), finding.messageFr());
    }

    private static String messageId(String contract, String recordKey, int version, Envelope.Kind kind, String digest) {
        return Sha256.hex(String.join("\n", contract, recordKey, Integer.toString(version), kind.name(), digest))
                .substring(0, 32);
    }
}
