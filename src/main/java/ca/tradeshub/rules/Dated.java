package ca.tradeshub.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A legal value over time. A day before the first value or in a gap has none: the answer is then unknown, never a
 * guess.
 *
 * @param id the value's name, for example {@code attc.rate.general}
 * @param datedBy which date picks the value, in words
 * @param values the values, oldest first, not overlapping, at least one
 * @param <T> the type of the value
 */
public record Dated<T>(String id, String datedBy, List<Value<T>> values) {

    public Dated {
        values = List.copyOf(values);
    }

    /**
     * One value and the days it stands for.
     *
     * @param from first day, null when the source names none
     * @param to last day, null while it stands
     * @param value the value
     * @param basis the law that sets it
     * @param <T> the type of the value
     */
    public record Value<T>(LocalDate from, LocalDate to, T value, Basis basis) {

        /** Whether the value stands on the day. */
        public boolean covers(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /** The value that stands on the day. */
    public Optional<T> on(LocalDate day) {
        T found = orNull(day);
        return Optional.ofNullable(found);
    }

    /** The value that stands on the day with its span and law. */
    public Optional<Value<T>> entryOn(LocalDate day) {
        return values.stream().filter(value -> value.covers(day)).findFirst();
    }

    /** Whether any value stands on the day. */
    public boolean covers(LocalDate day) {
        return orNull(day) != null;
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
    public <U> Dated<U> as(Function<T, U> reading) {
        return new Dated<>(
                id,
                datedBy,
                values.stream()
                        .map(v -> new Value<>(v.from(), v.to(), reading.apply(v.value()), v.basis()))
                        .toList());
    }

    private T orNull(LocalDate day) {
        for (Value<T> value : values) {
            if (value.covers(day)) {
                return value.value();
            }
        }
        return null;
    }
}
