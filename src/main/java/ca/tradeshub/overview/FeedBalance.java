// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.record.FileBalance;

/**
 * The balance over all files of a feed.
 *
 * @param feed the feed
 * @param files how many of its files took effect
 * @param balance the balance over them
 */
public record FeedBalance(Feed feed, long files, FileBalance balance) {}
