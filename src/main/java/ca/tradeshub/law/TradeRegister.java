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
 * names have printing errors (interpretation C13).
 */
public final class TradeRegister {

    private final Map<TradeCode, Trade> byCode;

    TradeRegister(Collection<Trade> trades) {
        Map<TradeCode, Trade> map = new TreeMap<>();
        trades.forEach(trade -> map.put(trade.code(), trade));
        byCode = Collections.unmodifiableMap(map);
    }

    /** The trade of a code, compared case-folded; nothing when no list has it. */
    public Optional<Trade> find(TradeCode code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Whether the code is in a list. */
    public boolean knows(TradeCode code) {
        return byCode.containsKey(code);
    }

    /** Every trade, by code. */
    public Collection<Trade> all() {
        return byCode.values();
    }
}
