// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import org.jspecify.annotations.Nullable;

/**
 * Whose rows a list shows, as the parameter of an address. A login may be the name of a person, so an address has its
 * reference; the words for the reader and for no user it has as they are.
 *
 * @param written what the address has, empty when it has neither a word nor a reference of this hub
 * @param text the word or the login name, null when the address has neither
 */
public record ChosenUser(String written, @Nullable String text) {

    /** The word for the user who reads the list. */
    public static final String ME = "me";

    /** The word for rows without a user. */
    public static final String NONE = "none";

    /**
     * The word or login name of a parameter; null for an absent one.
     *
     * @throws InvalidParameterException when it has another text
     */
    public static @Nullable String text(String parameter, @Nullable ChosenUser chosen) {
        if (chosen != null && chosen.text() == null) {
            throw new InvalidParameterException(parameter, ME + ", " + NONE + ", " + SealedText.ACCEPTED);
        }
        return chosen == null ? null : chosen.text();
    }

    /** What an address gets. */
    @Override
    public String toString() {
        return written;
    }
}
