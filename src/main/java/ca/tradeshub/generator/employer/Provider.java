// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.random.Table;
import java.util.Set;
import java.util.stream.Collectors;

/** The payroll providers. */
public enum Provider {
    /** Uses the standard layout. */
    MAPLE("payroll-maple", "standard"),
    /** Uses a layout in French. */
    BOREAL("payroll-boreal", "boreal"),
    /** States amounts in cents and has its own codes for a few trades. */
    CENTIME("payroll-centime", "centime");

    private static final Set<TradeCode> CENTIME_TRADES = Table.read("mappings/codes/centime-trades.csv").stream()
            .map(row -> new TradeCode(row.getField("value")))
            .collect(Collectors.toUnmodifiableSet());

    private final String sender;
    private final String layout;

    Provider(String sender, String layout) {
        this.sender = sender;
        this.layout = layout;
    }

    /** Returns the account at the drop site. */
    public String sender() {
        return sender;
    }

    /** Returns the name of the layout in control files. */
    public String layout() {
        return layout;
    }

    /** Returns whether it can report pay in at least one trade of a line of business. */
    boolean serves(String business) {
        return TradeProfile.in(business).stream().anyMatch(this::serves);
    }

    /** Returns whether it can report pay in a trade. */
    boolean serves(TradeProfile trade) {
        return this != CENTIME || CENTIME_TRADES.contains(trade.code());
    }
}
