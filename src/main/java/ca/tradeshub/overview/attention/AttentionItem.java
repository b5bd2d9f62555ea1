// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.attention;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One kind of work that waits for a person.
 *
 * @param kind what it is
 * @param part the type of exception, feed or alarm; null where a kind is not divided
 * @param count how many there are
 * @param credit the tax credit at stake, null when none is known
 * @param wages the gross wages at stake, null when none are
 * @param oldest since when the oldest waits, null when it is not known
 */
public record AttentionItem(
        Kind kind,
        @Nullable String part,
        long count,
        @Nullable BigDecimal credit,
        @Nullable BigDecimal wages,
        @Nullable Instant oldest) {

    /** The kinds of work. */
    public enum Kind {
        /** Resolutions that wait for a second person. */
        APPROVALS,
        /** Open exceptions of a type. */
        EXCEPTIONS,
        /** Pending records whose counterpart has not come for more than half of the time that it has. */
        PENDING,
        /** Rejected records that their sender has not sent again. */
        REJECTED,
        /** Periods without a file of a feed that a consumer expects in each of them. */
        OVERDUE,
        /** Work that stopped and is not retried. */
        STOPPED,
        /** Open alarms of a code. */
        ALARMS
    }

    /** The most money first, then the longest wait. */
    public static final Comparator<AttentionItem> MOST_MONEY_FIRST = Comparator.comparing(AttentionItem::money)
            .reversed()
            .thenComparing(AttentionItem::oldest, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(AttentionItem::kind);

    private BigDecimal money() {
        return (credit == null ? BigDecimal.ZERO : credit).add(wages == null ? BigDecimal.ZERO : wages);
    }
}
