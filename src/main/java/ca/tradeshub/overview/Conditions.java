// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list, put together from those that its reader chose: a condition that is not chosen is not part of
 * the statement, so that the database plans for those that are.
 */
public final class Conditions {

    private final List<String> chosen = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Adds a condition without a value. */
    public Conditions add(String condition) {
        chosen.add(condition);
        return this;
    }

    /** Adds a condition on a value, unless the value is null. */
    public Conditions add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            chosen.add(condition);
            parameters.put(parameter, value);
        }
        return this;
    }

    /** Adds a value that a condition added without it names. */
    public Conditions with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** The conditions. */
    public List<String> chosen() {
        return chosen;
    }

    /** The {@code where} part; empty without conditions. */
    public String where() {
        return chosen.isEmpty() ? "" : " where " + String.join("\n   and ", chosen);
    }

    /** The values by their names. */
    public Map<String, Object> parameters() {
        return parameters;
    }
}
