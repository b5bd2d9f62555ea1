// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.mapping.conversion.BadTableException;
import ca.tradeshub.mapping.conversion.TableText;
import ca.tradeshub.mapping.conversion.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of codes, {@code codes/<name>.csv}: a header row {@code code,value}, then a sender's code and the hub's value
 * on each line.
 */
final class CodeTable {

    private static final List<String> HEADER = List.of("code", "value");

    private CodeTable() {}

    /** The table's values by code, each as the target's own type. */
    static Map<String, Object> parse(String file, String text, Target target) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            TableText.read(
                    text,
                    HEADER,
                    "a code and a value, separated by a comma",
                    (line, cells) -> add(values, line, cells, target));
        } catch (BadTableException bad) {
            throw new BadSheetException(file, bad.line(), String.valueOf(bad.getMessage()));
        }
        return values;
    }

    private static void add(Map<String, Object> values, int line, List<String> cells, Target target) {
        if (cells.size() != 2 || cells.stream().anyMatch(cell -> cell.isEmpty() || cell.contains("\n"))) {
            throw new BadTableException(line, "a line must have a code and a value");
        }
        if (values.put(cells.get(0), value(line, cells.get(1), target)) != null) {
            throw new BadTableException(line, "code '" + cells.get(0) + "' occurs twice");
        }
    }

    private static Object value(int line, String text, Target target) {
        try {
            return target.parse(text);
        } catch (IllegalArgumentException noValue) {
            throw new BadTableException(line, String.valueOf(noValue.getMessage()));
        }
    }
}
