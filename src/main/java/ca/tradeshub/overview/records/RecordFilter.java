// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import org.jspecify.annotations.Nullable;

/**
 * Which records a list shows; null means all.
 *
 * @param state only those in this state
 * @param rule only those whose state this rule or code decided, or on which it has a finding
 * @param feed only those of this feed
 * @param sender only those of this sender
 * @param file only those of this file
 * @param key only those with this key: its versions
 * @param claim only the pay lines of this claim
 */
public record RecordFilter(
        @Nullable RecordState state,
        @Nullable String rule,
        @Nullable Feed feed,
        @Nullable String sender,
        @Nullable Long file,
        @Nullable String key,
        @Nullable String claim) {

    /** All records. */
    public static final RecordFilter ALL = new RecordFilter(null, null, null, null, null, null, null);

    /** The versions of a key. */
    public static RecordFilter ofKey(Feed feed, String key) {
        return new RecordFilter(null, null, feed, null, null, key, null);
    }
}
