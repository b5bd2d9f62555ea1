// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a scenario file: names and what they name. A name that nobody reads is a mistake in the file.
 *
 * @param place where the part is, for messages
 */
record Table(String place, Map<String, Object> values, Set<String> read) {

    /** The word for a field that is left out. */
    static final String ABSENT = "absent";

    /** The table of a value. */
    static Table of(String place, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new ScenarioMistake(place + ": names with values are expected, not: " + value);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((name, content) -> values.put(String.valueOf(name), content));
        return new Table(place, values, new LinkedHashSet<>());
    }

    /** These values, over those of defaults, name by name. */
    Table over(Table defaults) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults.values);
        values.forEach((name, value) -> merged.put(
                name,
                value instanceof Map && merged.get(name) instanceof Map
                        ? of(place + "." + name, value).over(of(place, merged.get(name))).values
                        : value));
        return new Table(place, merged, new LinkedHashSet<>());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A value as it is; null when there is none. */
    Object raw(String name) {
        read.add(name);
        return values.get(name);
    }

    /** A text; empty when it is missing or said to be absent. */
    Optional<String> text(String name) {
        Object value = raw(name);
        if (value == null || value.equals(ABSENT)) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw new ScenarioMistake(place + "." + name + ": a text is expected, not: " + value);
        }
        return Optional.of(text);
    }

    /** A text that must be there. */
    String required(String name) {
        return text(name).orElseThrow(() -> new ScenarioMistake(place + ": " + name + " is missing"));
    }

    /** A table; empty when it is missing. */
    Table table(String name) {
        Object value = raw(name);
        return of(place + "." + name, value == null ? Map.of() : value);
    }

    /** A list; the word "none" is an empty one. */
    List<Object> list(String name) {
        Object value = raw(name);
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        if ("none".equals(value)) {
            return List.of();
        }
        throw new ScenarioMistake(place + "." + name + ": a list or the word none is expected, not: " + value);
    }

    /** Fails when there is a name that nobody read. */
    void end() {
        Set<String> unknown = new LinkedHashSet<>(values.keySet());
        unknown.removeAll(read);
        if (!unknown.isEmpty()) {
            throw new ScenarioMistake(place + ": unknown names " + unknown);
        }
    }
}
