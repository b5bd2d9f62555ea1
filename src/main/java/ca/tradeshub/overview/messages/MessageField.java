// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.Personal;
import ca.tradeshub.protection.Masking;

/**
 * A field of a message.
 *
 * @param name its path in the body
 * @param value its value, masked when it identifies a person
 * @param masked whether the value is masked: its shape, not what was sent
 */
public record MessageField(String name, String value, boolean masked) {

    private static final String KEY = "recordKey";

    static MessageField of(String name, String value, boolean isRevealed) {
        String shown = isRevealed
                ? value
                : Personal.isNamedBy(name)
                        ? Personal.shape(value)
                        : name.equals(KEY) ? Masking.recordKey(value) : value;
        return new MessageField(name, shown, !isRevealed && (Personal.isNamedBy(name) || !shown.equals(value)));
    }
}
