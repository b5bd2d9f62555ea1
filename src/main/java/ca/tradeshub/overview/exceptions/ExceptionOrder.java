// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import java.util.Locale;

/** The order of a list of exceptions. Each is the order of one expression and then of the id, in the same direction. */
public enum ExceptionOrder {
    /** The highest amount at stake first, those without an amount last. */
    AMOUNT("coalesce(e.amount, -1)", true),
    OLDEST("e.opened_at", false),
    NEWEST("e.opened_at", true),
    TYPE("e.type", false),
    KEY("e.about", false),
    RULE("coalesce(e.rule, '')", false),
    ASSIGNED("coalesce(e.assigned_to, '')", false);

    private final String expression;
    private final boolean descending;

    ExceptionOrder(String expression, boolean descending) {
        this.expression = expression;
        this.descending = descending;
    }

    /** The name in an address. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String orderBy() {
        String direction = descending ? " desc" : "";
        return expression + direction + ", e.id" + direction;
    }

    /** The condition that a row is after the exception {@code :after} in this order. */
    String after() {
        return "(%1$s, e.id) %2$s (select %1$s, e.id from listed e where e.id = :after)"
                .formatted(expression, descending ? "<" : ">");
    }
}
