// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.random;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Choices with different probabilities.
 *
 * @param <T> the type of a choice
 */
public final class WeightedChoices<T> {

    private final List<T> choices;
    private final int[] upTo;

    private WeightedChoices(List<T> choices, int[] upTo) {
        this.choices = choices;
        this.upTo = upTo;
    }

    /**
     * Creates choices with weights. Choices with the weight 0 are left out.
     *
     * @throws IllegalArgumentException if no choice has a positive weight
     */
    public static <T> WeightedChoices<T> of(Collection<T> choices, ToIntFunction<T> weight) {
        List<T> possible =
                choices.stream().filter(choice -> weight.applyAsInt(choice) > 0).toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("No choice has a positive weight");
        }
        int[] upTo = new int[possible.size()];
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weight.applyAsInt(possible.get(i));
            upTo[i] = sum;
        }
        return new WeightedChoices<>(possible, upTo);
    }

    /** Draws a choice. */
    public T draw(SeededRandom random) {
        int drawn = random.below(upTo[upTo.length - 1]) + 1;
        int found = Arrays.binarySearch(upTo, drawn);
        return choices.get(found >= 0 ? found : -found - 1);
    }

    /** Returns the choices that can be drawn. */
    public List<T> choices() {
        return choices;
    }
}
