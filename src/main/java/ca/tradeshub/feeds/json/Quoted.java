// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.json;

import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.protection.Masking;

/** Text of a sender as a sentence may quote it: short, without what could not be printed, and with
 * numbers masked that may be social insurance numbers. */
public final class Quoted {

    private static final int SHOWN = 60;

    private Quoted() {}

    /** The text between quotes, cut where it is long, with the codes of invisible characters. */
    public static String of(String text) {
        return "'" + VisibleText.of(Masking.quoted(text), SHOWN) + "'";
    }

    /** Whether all of a text can be printed and stored; characters for private use can. */
    static boolean isPrintable(String text) {
        return text.codePoints()
                .allMatch(point -> VisibleText.isVisible(point) || Character.getType(point) == Character.PRIVATE_USE);
    }
}
