// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import org.jspecify.annotations.Nullable;

/**
 * A text that an address must not have, because it may be the number of a person, as the parameter of an address: only
 * its reference is written into addresses.
 *
 * @param reference the reference, empty when it could not be opened
 * @param text the text, null when this hub did not make the reference
 */
public record SealedText(String reference, @Nullable String text) {

    /** What a parameter takes, as an error states it. */
    public static final String ACCEPTED = "~… (POST /api/v1/references)";

    /**
     * The text of a parameter; null for an absent one.
     *
     * @throws InvalidParameterException when it has a plain text or another hub's reference
     */
    public static @Nullable String text(String parameter, @Nullable SealedText sealed) {
        if (sealed != null && sealed.text() == null) {
            throw new InvalidParameterException(parameter, ACCEPTED);
        }
        return sealed == null ? null : sealed.text();
    }

    /** The reference: what an address gets. */
    @Override
    public String toString() {
        return reference;
    }
}
