// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import static ca.tradeshub.exceptions.ResolutionKind.ACCEPT;
import static ca.tradeshub.exceptions.ResolutionKind.DONE_OUTSIDE;
import static ca.tradeshub.exceptions.ResolutionKind.KEEP_APART;
import static ca.tradeshub.exceptions.ResolutionKind.LINK;
import static ca.tradeshub.exceptions.ResolutionKind.REJECT;
import static ca.tradeshub.exceptions.ResolutionKind.RESEND;
import static ca.tradeshub.exceptions.ResolutionKind.USE_VALUE;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person can decide about an exception, and what needs a second person. A resolution that can release a message of
 * the tax credit with the records of the exception needs one. Returning them to their sender and completing the matter
 * outside the hub does not send them: these need one only when they release what waited for the records.
 */
public final class ResolutionOptions {

    private static final Messages MESSAGES = Messages.of(ResolutionOptions.class);
    private static final Set<ResolutionKind> SET_ASIDE = EnumSet.of(REJECT, DONE_OUTSIDE);

    private static final String HOLDS_NOTHING = "HOLDS_NOTHING";

    private ResolutionOptions() {}

    /**
     * One kind that is offered.
     *
     * @param kind the kind
     * @param needsApproval whether a second person must approve it, whatever it releases
     * @param label its name
     * @param explanation what it does
     * @param choices the sides of which one must be chosen, empty when the kind chooses none
     */
    public record Option(
            ResolutionKind kind, boolean needsApproval, Text label, Text explanation, List<ExceptionSide> choices) {}

    /** The kinds that an exception offers. */
    public static List<Option> of(ExceptionCase exception) {
        return kinds(exception).stream()
                .filter(kind -> kind != USE_VALUE || exception.sides().size() > 1)
                .filter(kind -> kind != ACCEPT || !exception.unknown())
                .map(kind -> new Option(
                        kind,
                        needsApproval(exception, kind),
                        label(kind),
                        explanation(exception, kind),
                        kind == USE_VALUE ? exception.sides() : List.of()))
                .toList();
    }

    /** The option of a kind, empty when the exception does not offer it. */
    public static Optional<Option> of(ExceptionCase exception, ResolutionKind kind) {
        return of(exception).stream().filter(option -> option.kind() == kind).findFirst();
    }

    /** The name of a kind. */
    public static Text label(ResolutionKind kind) {
        return MESSAGES.text("kind." + kind);
    }

    private static List<ResolutionKind> kinds(ExceptionCase exception) {
        return switch (exception.type()) {
            case RULE_HOLD -> List.of(ACCEPT, REJECT, DONE_OUTSIDE);
            case VALUE_MISMATCH -> List.of(USE_VALUE, REJECT, DONE_OUTSIDE);
            case DUPLICATE_KEY -> List.of(USE_VALUE, REJECT);
            case IDENTITY_AMBIGUOUS, IDENTITY_CLASH -> ofIdentity(exception);
            case CONSUMER_REFUSED -> List.of(RESEND, ACCEPT, REJECT, DONE_OUTSIDE);
            case MISSING_REGISTRATION -> List.of(REJECT, DONE_OUTSIDE);
            case MISSING_CERTIFICATE ->
                exception.holdsNothing() ? List.of(REJECT, DONE_OUTSIDE) : List.of(ACCEPT, REJECT, DONE_OUTSIDE);
        };
    }

    /** A person who was kept apart and has no number left is the one side of its exception: nothing is left to compare. */
    private static List<ResolutionKind> ofIdentity(ExceptionCase exception) {
        if (exception.sides().size() == 1) {
            return List.of(REJECT);
        }
        return concernsPayOnly(exception) ? List.of(ACCEPT, REJECT) : List.of(LINK, KEEP_APART);
    }

    private static boolean concernsPayOnly(ExceptionCase exception) {
        return exception.feeds().equals(Set.of(Feed.PAYROLL));
    }

    private static boolean needsApproval(ExceptionCase exception, ResolutionKind kind) {
        return (!SET_ASIDE.contains(kind) || exception.isOfWithdrawal() && kind == REJECT) && canRelease(exception);
    }

    /** Whether a resolution can have an effect on a claim: certificates are in none. */
    static boolean canRelease(ExceptionCase exception) {
        return !exception.feeds().equals(Set.of(Feed.CERTIFICATES));
    }

    private static Text explanation(ExceptionCase exception, ResolutionKind kind) {
        String of = exception.holdsNothing()
                ? HOLDS_NOTHING
                : exception.type() + (exception.isOfWithdrawal() ? ".WITHDRAW" : "");
        String ofType = "explains." + kind + "." + of;
        String key = MESSAGES.has(ofType) ? ofType : "explains." + kind;
        return MESSAGES.text(key);
    }
}
