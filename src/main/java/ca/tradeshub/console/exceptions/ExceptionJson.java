// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionNotes;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception with everything known of it.
 *
 * @param id its id
 * @param revision must be given with a decision; a decision on an earlier revision is refused
 * @param type its type
 * @param state its state
 * @param about the key of the record or decision it is about; a number of a person is masked up to its end
 * @param rule the rule that holds, null when no rule does
 * @param message what is wrong
 * @param otherHolds the other rules that hold its records: they are decided one after another, and the last acceptance
 *     releases the records
 * @param amount what is at stake, null when no money is concerned
 * @param amountOf what the amount is, null when no money is concerned
 * @param openedAt when it was opened
 * @param closedAt when it was closed, null while it is open
 * @param closedBy what closed it, null while it is open
 * @param assignedTo the user who works on it, null when it is not assigned
 * @param sides the values in disagreement, masked where personal
 * @param evidence the fields of the comparison it is based on, masked where personal
 * @param records its records as {@code file:line}
 * @param options the resolutions that it offers; empty when it is closed
 * @param resolutions what persons decided about it, the oldest first
 * @param notes the notes on it, the oldest first
 */
record ExceptionJson(
        long id,
        int revision,
        ExceptionType type,
        ExceptionState state,
        String about,
        @Nullable String rule,
        Text message,
        List<ExceptionLookup.OtherHold> otherHolds,
        @Nullable String amount,
        AmountAtStake.@Nullable Of amountOf,
        Instant openedAt,
        @Nullable Instant closedAt,
        ExceptionCase.@Nullable ClosedBy closedBy,
        @Nullable String assignedTo,
        List<SideJson> sides,
        List<ExceptionEvidence> evidence,
        List<String> records,
        List<OptionJson> options,
        List<ResolutionJson> resolutions,
        List<NoteJson> notes) {

    /**
     * One of the values in disagreement.
     *
     * @param choice what a resolution names to use it
     * @param value the value, null when the side states none
     * @param source the sender or file that states it, null when it is not known
     * @param record the record that states it as {@code file:line}, null when none does
     * @param amount the hours or gross wages of that record, null when it has none
     */
    record SideJson(
            String choice,
            @Nullable String value,
            @Nullable String source,
            @Nullable String record,
            @Nullable String amount) {

        static SideJson of(ExceptionSide side, Map<RecordAddress, BigDecimal> amounts) {
            RecordAddress record = side.record();
            BigDecimal amount = amounts.get(record);
            return new SideJson(
                    side.choice(),
                    side.value(),
                    side.source(),
                    record == null ? null : record.fileId() + ":" + record.line(),
                    amount == null ? null : amount.toPlainString());
        }
    }

    /**
     * A resolution that can be made.
     *
     * @param kind its kind
     * @param needsApproval whether another person must approve it
     * @param label its name
     * @param explanation what it does
     * @param choices what can be chosen, empty when nothing is chosen
     */
    record OptionJson(ResolutionKind kind, boolean needsApproval, Text label, Text explanation, List<String> choices) {

        static OptionJson of(ResolutionOptions.Option option) {
            return new OptionJson(
                    option.kind(),
                    option.needsApproval(),
                    option.label(),
                    option.explanation(),
                    option.choices().stream().map(ExceptionSide::choice).toList());
        }
    }

    /**
     * What a person decided.
     *
     * @param id its id
     * @param kind its kind
     * @param chosen the side to use, null when none is chosen
     * @param reason why, with numbers of persons masked
     * @param author who decided
     * @param decidedAt when
     * @param needsApproval whether another person must approve it
     * @param approver who approved it, null before
     * @param approvedAt when, null before
     * @param inForce whether it applies
     * @param ended how it ended, with null members while it is active
     * @param undoing the undoing that waits until another person approves it, null without one
     */
    record ResolutionJson(
            long id,
            ResolutionKind kind,
            @Nullable String chosen,
            @Nullable String reason,
            String author,
            Instant decidedAt,
            boolean needsApproval,
            @Nullable String approver,
            @Nullable Instant approvedAt,
            boolean inForce,
            @JsonUnwrapped EndJson ended,
            @Nullable UndoingJson undoing) {

        static ResolutionJson of(Resolution resolution) {
            Resolution.UndoRequest request = resolution.awaitsUndo() ? resolution.undoRequest() : null;
            return new ResolutionJson(
                    resolution.id(),
                    resolution.kind(),
                    resolution.chosen(),
                    Masking.freeText(resolution.reason()),
                    resolution.author(),
                    resolution.decidedAt(),
                    resolution.needsApproval(),
                    resolution.approver(),
                    resolution.approvedAt(),
                    resolution.inForce(),
                    new EndJson(
                            resolution.undoneBy(),
                            resolution.undoneAt(),
                            Masking.freeText(resolution.undoReason()),
                            resolution.undoApprover()),
                    request == null
                            ? null
                            : new UndoingJson(request.by(), request.at(), Masking.freeText(request.reason())));
        }
    }

    /**
     * The end of a resolution.
     *
     * @param endedBy who undid or declined it, {@code hub} when later data settled the exception; null while it is active
     * @param endedAt when, null while it is active
     * @param endReason why, with numbers of persons masked; null while it is active
     * @param endApprover who approved its undoing, null when that needed no second person or before
     */
    record EndJson(
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable String endReason,
            @Nullable String endApprover) {}

    /**
     * An undoing that another person has to approve.
     *
     * @param by who wants it
     * @param at since when
     * @param reason why, with numbers of persons masked
     */
    record UndoingJson(String by, Instant at, @Nullable String reason) {}

    /**
     * A note.
     *
     * @param author who wrote it
     * @param writtenAt when
     * @param note the text, with numbers of persons masked
     */
    record NoteJson(String author, Instant writtenAt, @Nullable String note) {}

    static ExceptionJson of(
            ExceptionCase exception,
            Map<RecordAddress, BigDecimal> amounts,
            List<ExceptionLookup.OtherHold> otherHolds,
            List<Resolution> resolutions,
            List<ExceptionNotes.Note> notes) {
        AmountAtStake amount = exception.amount();
        return new ExceptionJson(
                exception.id(),
                exception.revision(),
                exception.type(),
                exception.state(),
                exception.about(),
                exception.rule(),
                exception.detail(),
                otherHolds,
                amount == null ? null : amount.amount().toPlainString(),
                amount == null ? null : amount.of(),
                exception.openedAt(),
                exception.closedAt(),
                exception.closedBy(),
                exception.assignedTo(),
                exception.sides().stream()
                        .map(side -> SideJson.of(side, amounts))
                        .toList(),
                exception.evidence(),
                exception.records().stream()
                        .map(record -> record.fileId() + ":" + record.line())
                        .toList(),
                exception.closedAt() != null
                        ? List.of()
                        : ResolutionOptions.of(exception).stream()
                                .map(OptionJson::of)
                                .toList(),
                resolutions.stream().map(ResolutionJson::of).toList(),
                notes.stream()
                        .map(note -> new NoteJson(note.author(), note.writtenAt(), Masking.freeText(note.note())))
                        .toList());
    }
}
