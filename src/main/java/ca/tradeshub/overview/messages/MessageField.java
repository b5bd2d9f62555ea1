// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.Personal;

/**
 * A field of a message.
 *
 * @param name its path in the body
 * @param value its value, masked when it identifies a person
 * @param masked whether the value is masked: its shape, not what was sent
 */
public record MessageField(String name, String value, boolean masked) {

    static MessageField of(String name, String value, boolean isRevealed) {
        boolean mask = !isRevealed && Personal.isNamedBy(name);
        return new MessageField(name, mask ? Personal.shape(value) : value, mask);
    }
}
