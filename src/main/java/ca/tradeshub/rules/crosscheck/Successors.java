// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import java.util.HashMap;
import java.util.Map;

/** Trades that replaced another: the later code means the same trade as the earlier code. */
final class Successors {

    private final Map<String, String> successors = new HashMap<>();

    Successors(Law law) {
        for (String pair : law.lists("trade.successors").last().value()) {
            String[] codes = pair.split(" ");
            successors.put(codes[0], codes[1]);
        }
    }

    /** Whether the later code names the trade of the earlier. */
    boolean sameOrSuccessor(TradeCode earlier, TradeCode later) {
        return earlier.equals(later) || later.value().equals(successors.get(earlier.value()));
    }
}
