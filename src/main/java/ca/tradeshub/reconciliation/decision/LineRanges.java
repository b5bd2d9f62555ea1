// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.ledger.RecordAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records as lines of their files, in the form of PostgreSQL's type {@code int4multirange}. */
final class LineRanges {

    private LineRanges() {}

    /** One row of a column of ranges. */
    record OfFile(long file, String lines) {}

    /** The records of each file, in the order of the files' ids: lines that follow one another are one range. */
    static List<OfFile> of(Collection<RecordAddress> records) {
        Map<Long, TreeSet<Integer>> byFile = new TreeMap<>();
        records.forEach(record ->
                byFile.computeIfAbsent(record.fileId(), file -> new TreeSet<>()).add(record.line()));
        List<OfFile> ranges = new ArrayList<>();
        byFile.forEach((file, lines) -> ranges.add(new OfFile(file, text(lines))));
        return ranges;
    }

    private static String text(TreeSet<Integer> lines) {
        StringBuilder text = new StringBuilder("{");
        int first = lines.first();
        int last = first;
        for (int line : lines.tailSet(first, false)) {
            if (line != last + 1) {
                text.append('[').append(first).append(',').append(last + 1).append("),");
                first = line;
            }
            last = line;
        }
        return text.append('[')
                .append(first)
                .append(',')
                .append(last + 1)
                .append(")}")
                .toString();
    }
}
