package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.random.Table;
import java.util.Set;
import java.util.stream.Collectors;

/** The payroll providers that file for employers. */
public enum Provider {
    /** Files the standard layout. */
    MAPLE("payroll-maple", "standard"),
    /** Files in French. */
    BOREAL("payroll-boreal", "boreal"),
    /** Files cents, and has codes of its own for the few trades it knows. */
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

    /** The provider's account at the drop site. */
    public String sender() {
        return sender;
    }

    /** The name of its layout in control files. */
    public String layout() {
        return layout;
    }

    /** Whether it can write pay in some trade of a line of business. */
    boolean serves(String business) {
        return TradeProfile.in(business).stream().anyMatch(this::serves);
    }

    /** Whether it can write pay in a trade. */
    boolean serves(TradeProfile trade) {
        return this != CENTIME || CENTIME_TRADES.contains(trade.code());
    }
}
