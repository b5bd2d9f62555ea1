// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.protection.Masking;
import org.jspecify.annotations.Nullable;

/** A sender's value as an error may show it. */
final class Observed {

    private static final int SHOWN = 60;

    private Observed() {}

    /** The value as {@link Masking#value} shows it, short and printable; null for null. */
    static @Nullable String of(@Nullable String value, Masking.Column column) {
        return value == null ? null : VisibleText.of(Masking.value(column, value), SHOWN);
    }

    /** The name of a member as a finding shows it. */
    static String name(String member) {
        return VisibleText.of(Masking.looksLikeIdentifier(member) ? Personal.shape(member) : member, SHOWN);
    }
}
