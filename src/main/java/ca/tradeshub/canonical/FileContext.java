// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The data in a record's file that hold for all its records.
 *
 * @param feed the feed
 * @param sender the sender's name, null when a check outside the hub was not given it
 * @param fileDate the file's own date, the date in its name, against which future dates are measured
 * @param employerYear the employer and taxation year of a payroll file, null for the other feeds
 */
public record FileContext(Feed feed, @Nullable String sender, LocalDate fileDate, @Nullable EmployerYear employerYear) {

    /** How a rule declares that it reads the date of the file, which is in the file's name. */
    public static final String DATE = "file.date";
}
