// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.TradeCode;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trades of the lists: Appendix A of the tax credit and the compulsory trades. Only the code identifies a trade;
 * names have printing errors (interpretation C13). A code that a trade had before means that trade.
 */
public final class TradeRegister {

    private final Map<TradeCode, Trade> byCode;

    private final Map<TradeCode, TradeCode> current;

    TradeRegister(Collection<Trade> trades) {
        this(trades, Map.of());
    }

    /**
     * A register.
     *
     * @param trades the trades by the codes they have today
     * @param current the codes that trades had before, each with the code of today
     */
    TradeRegister(Collection<Trade> trades, Map<TradeCode, TradeCode> current) {
        this.current = Map.copyOf(current);
        Map<TradeCode, Trade> map = new TreeMap<>();
        trades.forEach(trade -> map.put(trade.code(), trade));
        byCode = Collections.unmodifiableMap(map);
    }

    /** The trade of a code, compared case-folded, or of a code it had before; nothing when no list has it. */
    public Optional<Trade> find(TradeCode code) {
        return Optional.ofNullable(byCode.get(current(code)));
    }

    /** Whether the code is in a list, or is one that a trade of a list had before. */
    public boolean knows(TradeCode code) {
        return byCode.containsKey(current(code));
    }

    /** Whether two codes name one trade: they are equal, or one is the code that the trade had before. */
    public boolean isSame(TradeCode one, TradeCode other) {
        return current(one).equals(current(other));
    }

    private TradeCode current(TradeCode code) {
        return current.getOrDefault(code, code);
    }

    /** Every trade, by code. */
    public Collection<Trade> all() {
        return byCode.values();
    }
}
