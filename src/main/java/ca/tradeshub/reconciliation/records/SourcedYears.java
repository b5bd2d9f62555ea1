// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.canonical.EmployerYear;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What the control files that count state of employers' years, and which file states it. Of files that state the same it
 * is the oldest, so that another file that only repeats a year changes no exception.
 *
 * @param byAccount the years, newest file first, by business number
 * @param oldest the oldest file of each content
 */
public record SourcedYears(NavigableMap<String, List<EmployerYear>> byAccount, Map<EmployerYear, ControlFile> oldest) {

    /**
     * A control file.
     *
     * @param id the id of the file
     * @param sender its sender
     * @param name its name
     */
    public record ControlFile(long id, String sender, String name) {}

    /** The oldest file that states a year; null when no file states exactly this. */
    public @Nullable ControlFile fileOf(EmployerYear year) {
        return oldest.get(year);
    }
}
