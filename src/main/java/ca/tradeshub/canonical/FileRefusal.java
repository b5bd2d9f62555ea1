// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import org.jspecify.annotations.Nullable;

/**
 * Why a whole file is refused and nothing of it takes effect.
 *
 * @param code the refusal code (interface agreements, section 1)
 * @param line the line where it was found, counted from 1; null when it concerns the whole file
 * @param why what is wrong, in a sentence for the sender, without personal data
 */
public record FileRefusal(RefusalCode code, @Nullable Integer line, Text why) {

    /** The refusal of a file as a whole. */
    public static FileRefusal of(RefusalCode code, Text why) {
        return new FileRefusal(code, null, why);
    }
}
