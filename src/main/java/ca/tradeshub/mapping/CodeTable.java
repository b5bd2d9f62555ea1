package ca.tradeshub.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of codes, {@code codes/<name>.csv}: a header row {@code code,value}, then a sender's code and the hub's value
 * on each line.
 */
final class CodeTable {

    private CodeTable() {}

    /** The table's values by code, each as the target's own type. */
    static Map<String, Object> parse(String file, String text, Target target) {
        String[] lines = text.split("\r?\n");
        if (!lines[0].equals("code,value")) {
            throw new BadSheetException(file, 1, "the header row must be code,value");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            if (cells.length != 2 || cells[0].isEmpty()) {
                throw new BadSheetException(file, i + 1, "a line must have a code and a value");
            }
            try {
                if (values.put(cells[0], target.parse(cells[1])) != null) {
                    throw new BadSheetException(file, i + 1, "code '" + cells[0] + "' occurs twice");
                }
            } catch (BadSheetException own) {
                throw own;
            } catch (IllegalArgumentException noValue) {
                throw new BadSheetException(file, i + 1, noValue.getMessage());
            }
        }
        return values;
    }
}
