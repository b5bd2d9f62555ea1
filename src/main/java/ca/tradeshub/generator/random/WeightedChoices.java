package ca.tradeshub.generator.random;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Choices that are not equally likely.
 *
 * @param <T> what is chosen
 */
public final class WeightedChoices<T> {

    private final List<T> choices;
    private final int[] upTo;

    private WeightedChoices(List<T> choices, int[] upTo) {
        this.choices = choices;
        this.upTo = upTo;
    }

    /**
     * Choices with their weights.
     *
     * @throws IllegalArgumentException when there is none with a weight above zero
     */
    public static <T> WeightedChoices<T> of(Collection<T> choices, ToIntFunction<T> weight) {
        List<T> possible =
                choices.stream().filter(choice -> weight.applyAsInt(choice) > 0).toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("Nothing to choose from");
        }
        int[] upTo = new int[possible.size()];
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weight.applyAsInt(possible.get(i));
            upTo[i] = sum;
        }
        return new WeightedChoices<>(possible, upTo);
    }

    /** Draws one. */
    public T draw(SeededRandom random) {
        int drawn = random.below(upTo[upTo.length - 1]) + 1;
        int found = Arrays.binarySearch(upTo, drawn);
        return choices.get(found >= 0 ? found : -found - 1);
    }

    /** Everything that can be drawn. */
    public List<T> choices() {
        return choices;
    }
}
