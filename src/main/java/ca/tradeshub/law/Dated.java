// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A legal value over time. No value is defined for a day before the first value or in a gap; the result is then
 * unknown, never a guess.
 *
 * @param id the value's name, for example {@code attc.rate.general}
 * @param datedBy which date picks the value, in words
 * @param rules ids of the rules based on it
 * @param values the values, oldest first, not overlapping, at least one
 * @param traced receives every look-up, null when look-ups are not traced
 * @param <T> the type of the value
 */
public record Dated<T>(
        String id, String datedBy, List<String> rules, List<Value<T>> values, @Nullable Consumer<Lookup> traced) {

    public Dated {
        rules = List.copyOf(rules);
        values = List.copyOf(values);
    }

    /**
     * A look-up of a value.
     *
     * @param id the value's name
     * @param day the day of the event
     */
    public record Lookup(String id, LocalDate day) {}

    /**
     * One value and the days on which it applies.
     *
     * @param from first day, null when the source names no day
     * @param to last day, null while in force
     * @param value the value
     * @param basis the law that sets it
     * @param beyondText what of the value or its days the cited words do not state, because it is the hub's own
     *     interpretation;
     *     null when they state all of it
     * @param <T> the type of the value
     */
    public record Value<T>(
            @Nullable LocalDate from, @Nullable LocalDate to, T value, Basis basis, @Nullable Text beyondText) {

        /** Whether the value applies on the day. */
        public boolean covers(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /** The value that applies on the day. */
    public Optional<T> on(LocalDate day) {
        return Optional.ofNullable(find(day)).map(Value::value);
    }

    /** The value that applies on the day, with its period and law. */
    public Optional<Value<T>> entryOn(LocalDate day) {
        return Optional.ofNullable(find(day));
    }

    /** Whether any value applies on the day. */
    public boolean covers(LocalDate day) {
        return find(day) != null;
    }

    /** The oldest value. */
    public Value<T> first() {
        return values.get(0);
    }

    /** The newest value. */
    public Value<T> last() {
        return values.get(values.size() - 1);
    }

    /** The same values read as another type. */
    public <U> Dated<U> as(Function<T, U> interpretation) {
        return new Dated<>(
                id,
                datedBy,
                rules,
                values.stream()
                        .map(v -> new Value<>(
                                v.from(), v.to(), interpretation.apply(v.value()), v.basis(), v.beyondText()))
                        .toList(),
                traced);
    }

    /** The same values; a listener receives every look-up. */
    Dated<T> tracedBy(Consumer<Lookup> listener) {
        return new Dated<>(id, datedBy, rules, values, listener);
    }

    private @Nullable Value<T> find(LocalDate day) {
        if (traced != null) {
            traced.accept(new Lookup(id, day));
        }
        for (Value<T> value : values) {
            if (value.covers(day)) {
                return value;
            }
        }
        return null;
    }

    /** The value without its listener: the version of the rule set is a digest over this text. */
    @Override
    public String toString() {
        return "Dated[id=" + id + ", datedBy=" + datedBy + ", values=" + values + "]";
    }
}
