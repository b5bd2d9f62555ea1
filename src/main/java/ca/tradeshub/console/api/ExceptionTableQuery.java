// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.lists.ExceptionQuery;
import ca.tradeshub.console.request.ChosenUser;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedText;
import ca.tradeshub.exceptions.ExceptionState;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions a table has, as the parameters of its address: those of the list without its parts, because a table
 * is whole.
 *
 * @param type only exceptions of this type
 * @param state {@code OPEN}, {@code AWAITING_APPROVAL}, {@code CLOSED} or {@code ALL}; those that are open when absent
 * @param assigned {@code me}, {@code none} or the reference of a user's login name
 * @param rule only those that this rule opened
 * @param minimum only those with at least this amount at stake
 * @param key only those whose key contains the text with this reference
 * @param sort the name of an order, with a minus before it its opposite direction
 */
record ExceptionTableQuery(
        @Nullable String type,
        @Nullable String state,
        @Nullable ChosenUser assigned,
        @Nullable String rule,
        @Nullable String minimum,
        @Nullable SealedText key,
        @Nullable String sort) {

    /** The same as a query of the list. */
    ExceptionQuery list() {
        return new ExceptionQuery(
                type,
                InvalidParameterException.text(state) == null ? ExceptionState.OPEN.name() : state,
                assigned,
                rule,
                minimum,
                key,
                sort,
                null,
                null,
                null);
    }
}
