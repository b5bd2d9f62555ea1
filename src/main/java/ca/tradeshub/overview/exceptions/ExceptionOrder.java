// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.SortOrder;
import java.util.List;

/** The orders of a list of exceptions. Each is the order of one expression and then of the id, in the same direction. */
public enum ExceptionOrder implements SortOrder {
    /** The highest amount at stake first, those without an amount last. */
    AMOUNT("coalesce(e.amount, -1)", true),
    OLDEST("e.opened_at", false),
    NEWEST("e.opened_at", true),
    TYPE("e.type", false),
    KEY("e.about", false),
    RULE("coalesce(e.rule, '')", false),
    ASSIGNED("coalesce(e.assigned_to, '')", false),
    /** By the English sentence, so that exceptions with the same problem follow one another. */
    PROBLEM("e.detail", false),
    /** The last note first, those without a note last. */
    NOTED("coalesce((select max(n.id) from exception_note n where n.exception_id = e.id), 0)", true),
    STATE("e.state", false);

    private final Keyset keyset;

    ExceptionOrder(String expression, boolean descending) {
        this.keyset = new Keyset(List.of(expression, "e.id"), descending, "from listed e where e.id = :place");
    }

    @Override
    public Keyset keyset() {
        return keyset;
    }
}
