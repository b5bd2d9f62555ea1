// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pay line as the provider wrote it; fields are named by the header row. */
public final class PayrollLine implements SourceLine {

    private final LinePlace place;
    private final Map<String, Integer> columns;
    private final String[] fields;

    public PayrollLine(int line, long offset, int length, Map<String, Integer> columns, String[] fields) {
        this.place = new LinePlace(line, offset, length);
        this.columns = columns;
        this.fields = fields;
    }

    @Override
    public LinePlace place() {
        return place;
    }

    @Override
    public @Nullable String text(String name) {
        Integer column = columns.get(name);
        return column == null ? null : fields[column - 1];
    }

    @Override
    public @Nullable Integer column(String name) {
        return columns.get(name);
    }
}
