// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import ca.tradeshub.generator.random.SeededRandom;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A share in millionths.
 *
 * @param perMillion 0 to 1,000,000
 */
public record Share(int perMillion) {

    /** A share of zero. */
    public static final Share NONE = new Share(0);

    private static final int MILLION = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)( ?%)?");

    /**
     * @throws ImpossibleYearException if the number is out of range
     */
    public Share {
        if (perMillion < 0 || perMillion > MILLION) {
            throw new ImpossibleYearException("share.range");
        }
    }

    /**
     * Reads {@code 0.02} or {@code 2%}.
     *
     * @throws ImpossibleYearException if the text is not a share
     */
    public static Share of(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ImpossibleYearException("share.form", text);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return new Share(number.movePointRight(matcher.group(2) == null ? 6 : 4).intValue());
    }

    /** Draws whether one object is part of the share. */
    public boolean hits(SeededRandom random) {
        return perMillion > 0 && random.in(perMillion, MILLION);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(perMillion, 6).stripTrailingZeros().toPlainString();
    }
}
