// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.exceptions.ResolutionKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resolution that a form names.
 *
 * @param kind its kind
 * @param chosen the side to use, null when the kind chooses none
 */
record ChosenResolution(ResolutionKind kind, @Nullable String chosen) {

    private static final String SEPARATOR = "/";

    /** What a form sends for a resolution. */
    static String value(ResolutionKind kind, @Nullable String chosen) {
        return chosen == null ? kind.name() : kind.name() + SEPARATOR + chosen;
    }

    /** The resolution that a form sent, empty when there is no such kind. */
    static Optional<ChosenResolution> of(String value) {
        int end = value.indexOf(SEPARATOR);
        String name = end < 0 ? value : value.substring(0, end);
        return Arrays.stream(ResolutionKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(kind -> new ChosenResolution(kind, end < 0 ? null : value.substring(end + 1)));
    }
}
