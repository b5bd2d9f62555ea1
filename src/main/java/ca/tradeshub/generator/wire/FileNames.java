// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import java.time.LocalDate;

/** Formats the parts of file names. */
final class FileNames {

    private static final int SEQUENCE_DIGITS = 6;

    private FileNames() {}

    /** Formats a date, for example 20160229. */
    static String date(LocalDate day) {
        return day.toString().replace("-", "");
    }

    /** Formats a sequence number, for example 000012. */
    static String sequence(int sequence) {
        String digits = Integer.toString(sequence);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }
}
