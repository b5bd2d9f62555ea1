// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums the records that a run moves, by feed, states and rules. One thread uses it. */
final class RecordChanges {

    private final Map<RecordChange, Sum> sums = new LinkedHashMap<>();

    /** The way in which a move changes its record, with nothing summed. */
    static RecordChange wayOf(Feed feed, RecordMove move) {
        return new RecordChange(
                feed.wireName(), move.from().name(), move.fromRule(), move.to().name(), move.rule(), 0, null);
    }

    void add(RecordChange way, RecordMove move) {
        sums.merge(way, new Sum(1, new Money(move.amount())), Sum::plus);
    }

    /** How many records changed. */
    long records() {
        return sums.values().stream().mapToLong(Sum::records).sum();
    }

    /** The sums, in the order in which their first records changed. */
    List<RecordChange> summed() {
        return sums.entrySet().stream()
                .map(each -> summed(each.getKey(), each.getValue()))
                .toList();
    }

    private static RecordChange summed(RecordChange way, Sum sum) {
        return new RecordChange(
                way.feed(),
                way.from(),
                way.fromRule(),
                way.to(),
                way.rule(),
                sum.records(),
                way.feed().equals(Feed.CERTIFICATES.wireName())
                        ? null
                        : sum.amount().toString());
    }

    /** How many records, and their hours or gross wages. */
    private record Sum(long records, Money amount) {

        Sum plus(Sum other) {
            return new Sum(records + other.records, amount.plus(other.amount));
        }
    }
}
