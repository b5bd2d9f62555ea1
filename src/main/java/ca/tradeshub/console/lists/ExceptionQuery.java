// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.ChosenUser;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedText;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.exceptions.ExceptionFilter;
import ca.tradeshub.overview.exceptions.ExceptionList;
import ca.tradeshub.overview.exceptions.ExceptionOrder;
import ca.tradeshub.overview.exceptions.ExceptionRow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of the list of exceptions chose, as the parameters of its address.
 *
 * @param type only exceptions of this type
 * @param state {@code OPEN}, {@code AWAITING_APPROVAL}, {@code CLOSED} or {@code ALL}; those that are not closed when
 *     absent
 * @param assigned {@code me}, {@code none} or the reference of a user's login name
 * @param rule only those that this rule opened
 * @param minimum only those with at least this amount at stake
 * @param key only those whose key contains the text with this reference
 * @param sort the name of an order, with a minus before it its opposite direction
 * @param after the row behind which the part of the list begins
 * @param before the row before which it ends; not together with {@code after}
 * @param size how many rows to show: 1 to 200, else 50
 */
public record ExceptionQuery(
        @Nullable String type,
        @Nullable String state,
        @Nullable ChosenUser assigned,
        @Nullable String rule,
        @Nullable String minimum,
        @Nullable SealedText key,
        @Nullable String sort,
        @Nullable String after,
        @Nullable String before,
        @Nullable String size) {

    /** The choices of the state. */
    public static final List<String> STATES = List.of("OPEN", "AWAITING_APPROVAL", "CLOSED", "ALL");

    private static final String ALL = "ALL";
    private static final List<ExceptionState> NOT_CLOSED =
            List.of(ExceptionState.OPEN, ExceptionState.AWAITING_APPROVAL);

    /**
     * The filter that was chosen.
     *
     * @param user the user who reads the list
     */
    public ExceptionFilter filter(String user) {
        String whose = whose();
        boolean isUnassigned = ChosenUser.NONE.equals(whose);
        return new ExceptionFilter(
                InvalidParameterException.choice("type", ExceptionType.class, type),
                states(),
                isUnassigned ? null : ChosenUser.ME.equals(whose) ? user : whose,
                isUnassigned,
                InvalidParameterException.text(rule),
                minimumAmount(),
                SealedText.text("key", key));
    }

    /** Whose exceptions were chosen: {@code me}, {@code none} or a login name; null for all. */
    public @Nullable String whose() {
        return ChosenUser.text("assigned", assigned);
    }

    /** The sorting that was chosen. */
    public Sorting<ExceptionOrder> sorting() {
        return Sorting.of(sort, ExceptionOrder.AMOUNT);
    }

    /** The part of the list that was chosen. */
    public Slice<ExceptionRow> slice(ExceptionList list, String user) {
        return new ListPart(after, before, size).read(sorting(), request -> list.slice(filter(user), request));
    }

    /** The address of the list from its beginning. */
    public ListAddress address(String path) {
        return ListAddress.of(path)
                .with("type", type)
                .with("state", state)
                .with("assigned", assigned)
                .with("rule", rule)
                .with("minimum", minimum)
                .with("key", key)
                .with("sort", sort)
                .with("size", size);
    }

    private List<ExceptionState> states() {
        if (ALL.equalsIgnoreCase(state)) {
            return List.of();
        }
        ExceptionState chosen = InvalidParameterException.choice("state", ExceptionState.class, state);
        return chosen == null ? NOT_CLOSED : List.of(chosen);
    }

    private @Nullable BigDecimal minimumAmount() {
        String text = InvalidParameterException.text(minimum);
        if (text != null && !text.matches("[0-9]{1,12}([.,][0-9]{1,2})?")) {
            throw new InvalidParameterException("minimum", "0.00 … 999999999999.99");
        }
        return text == null ? null : new BigDecimal(text.replace(',', '.'));
    }
}
