// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The periods of employment that the lines of a claim report (interface agreements, section 6, Days): one for each day
 * employment started; its newest line by pay date gives its end, and an empty end counts to the earlier of the taxation
 * year's end and the date of that line's file.
 */
final class EmploymentSpells {

    private final TreeMap<LocalDate, ClaimFacts.Line> newest = new TreeMap<>();
    private final LocalDate yearEnd;

    EmploymentSpells(List<ClaimFacts.Line> lines, Period taxationYear) {
        this.yearEnd = taxationYear.end();
        for (ClaimFacts.Line line : lines) {
            newest.merge(
                    line.line().employmentStart(),
                    line,
                    (known, other) ->
                            other.line().payDate().isBefore(known.line().payDate()) ? known : other);
        }
    }

    /** The parts of a period in which the apprentice was employed, in order; each day is in one part at most. */
    List<Period> partsOf(Period counted) {
        List<Period> parts = new ArrayList<>();
        LocalDate free = counted.start();
        for (Map.Entry<LocalDate, ClaimFacts.Line> spell : newest.entrySet()) {
            Optional<Period> inside = spellOf(spell.getValue())
                    .flatMap(counted::intersection)
                    .flatMap(new Period(free, LocalDate.MAX)::intersection);
            if (inside.isPresent()) {
                parts.add(inside.get());
                free = inside.get().end().plusDays(1);
            }
        }
        return List.copyOf(parts);
    }

    /** The part of a line's pay period on which the apprentice was employed; nothing when the spell misses it. */
    Optional<Period> employedPart(PayLine line) {
        ClaimFacts.Line last =
                Objects.requireNonNull(newest.get(line.employmentStart()), "the line is one of the claim's lines");
        LocalDate end = last.line().employmentEnd();
        return Period.between(line.employmentStart(), end == null ? LocalDate.MAX : end)
                .flatMap(line.payPeriod()::intersection);
    }

    private Optional<Period> spellOf(ClaimFacts.Line last) {
        LocalDate end = last.line().employmentEnd();
        if (end == null) {
            end = last.fileDate().isBefore(yearEnd) ? last.fileDate() : yearEnd;
        }
        return Period.between(last.line().employmentStart(), end);
    }
}
