// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation.background;

import ca.tradeshub.canonical.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else a state or a message depends on: what persons decided, what disagrees, and why records are of one person.
 * Personal values are masked unless a person revealed them.
 *
 * @param resolutions what persons decided about what is explained, the oldest first
 * @param exceptions its exceptions, the newest first
 * @param current whether the identity evidence is that of the person now; otherwise it is that of the records the message
 *     is based on
 * @param joined which records are of one person, and why; contradictions first
 * @param values what is published of the person, and the values that lost
 * @param omitted how many others there are that are not in these lists
 */
public record Background(
        List<ResolutionUsed> resolutions,
        List<Disagreement> exceptions,
        boolean current,
        List<Joined> joined,
        List<Chosen> values,
        Omitted omitted) {

    /** How many resolutions were in force, those that are not listed among them. */
    public long inForce() {
        return resolutions.stream()
                        .filter(each -> each.state() == ResolutionUsed.State.IN_FORCE)
                        .count()
                + omitted.inForce();
    }

    /** How many exceptions are open or wait for approval, those that are not listed among them. */
    public long open() {
        return exceptions.stream().filter(each -> each.closedAt() == null).count() + omitted.open();
    }

    /**
     * What a person decided.
     *
     * @param id the resolution
     * @param exception the exception it was made on
     * @param label what was decided
     * @param kind the same as a code
     * @param chosen the value or record that was chosen, null when the kind chooses none
     * @param reason why; numbers of persons and dates are masked
     * @param author the user who decided
     * @param decidedAt when
     * @param approver the user who approved it, null without approval
     * @param approvedAt when, null without approval
     * @param state whether it is in force; for a message, whether it was when the message was decided
     * @param ended who ended it, when and why, null while it is active
     */
    public record ResolutionUsed(
            long id,
            long exception,
            Text label,
            String kind,
            @Nullable String chosen,
            String reason,
            String author,
            String decidedAt,
            @Nullable String approver,
            @Nullable String approvedAt,
            State state,
            @Nullable Ended ended) {

        /** Whether it takes effect. */
        public enum State {
            IN_FORCE,
            WAITING,
            ENDED
        }
    }

    /**
     * What is counted and not listed.
     *
     * @param exceptions older exceptions
     * @param open how many of these exceptions are open or wait for approval
     * @param joined comparisons of records
     * @param resolutions older resolutions
     * @param inForce how many of these resolutions are in force
     * @param notCompared pairs of records that were not compared, because so many contradict each other already
     */
    public record Omitted(int exceptions, int open, int joined, int resolutions, int inForce, long notCompared) {}

    /** The end of a resolution. */
    public record Ended(String by, String at, String reason) {}

    /**
     * An exception.
     *
     * @param id the exception
     * @param type its type
     * @param state its state
     * @param closedBy what settled it, null while it is open
     * @param detail what is wrong
     * @param openedAt when it was opened
     * @param closedAt when it was closed, null while it is open
     * @param values the values in disagreement, masked where personal
     */
    public record Disagreement(
            long id,
            String type,
            String state,
            @Nullable String closedBy,
            Text detail,
            String openedAt,
            @Nullable String closedAt,
            List<SideValue> values) {}

    /** A value in disagreement and the place that states it. */
    public record SideValue(@Nullable String place, @Nullable String value) {}

    /**
     * Two records of one person.
     *
     * @param left the place of one record, {@code <file name>:<line>}
     * @param leftRef the same as {@code <file>:<line>}
     * @param right the place of the other
     * @param rightRef the same as {@code <file>:<line>}
     * @param repeated how many records state what the left one states of the person
     * @param by what joins them: {@code CLIENT}, {@code ACCOUNT}, {@code SIN}, {@code AGREEMENT} for pay,
     *     {@code RESOLUTION}, or {@code EVIDENCE} when they have no identifier in common
     * @param bits how much they speak for one person
     * @param contradicts whether they contradict each other
     * @param fields the comparison
     */
    public record Joined(
            String left,
            String leftRef,
            String right,
            String rightRef,
            int repeated,
            List<String> by,
            double bits,
            boolean contradicts,
            List<Compared> fields) {}

    /**
     * A field of two records.
     *
     * @param masked whether the values are masked
     * @param agreement {@code AGREES}, {@code CLOSE}, {@code DIFFERS}, or {@code UNKNOWN} when a record does not state it
     */
    public record Compared(
            String field,
            @Nullable String left,
            @Nullable String right,
            boolean masked,
            String agreement,
            double bits) {}

    /**
     * What is published of a person.
     *
     * @param field the field
     * @param value its value, null when none is stated
     * @param place the place that states it, null when none does
     * @param ref the same as {@code <file>:<line>}
     * @param masked whether the value is masked
     * @param sources the feeds of the row of the table of survivorship, the preferred one first
     * @param rule the rule of the row
     * @param lost the values that lost
     */
    public record Chosen(
            String field,
            @Nullable String value,
            @Nullable String place,
            @Nullable String ref,
            boolean masked,
            List<String> sources,
            String rule,
            List<Lost> lost) {}

    /** A value that lost, with a record that states it. */
    public record Lost(String value, String place, String ref, boolean masked) {}
}
