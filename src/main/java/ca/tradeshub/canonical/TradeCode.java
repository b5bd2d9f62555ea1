// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Locale;

/**
 * A trade's code, three digits and a letter, kept in upper case ({@code 310S}) and therefore compared case-folded. A
 * code of another shape is kept as it came, so that a finding can quote it.
 *
 * @param value the code in upper case, never null
 */
public record TradeCode(String value) implements Comparable<TradeCode> {

    public TradeCode {
        value = value.strip().toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(TradeCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
