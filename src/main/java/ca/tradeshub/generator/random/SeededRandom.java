// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.random;

import java.util.List;

/**
 * A stream of random numbers that is the same on every machine and every Java version: SplitMix64, implemented here with
 * whole numbers only. Each generated object has its own stream, identified by its kind and number, so the draws of one
 * object never change the draws of another.
 */
public final class SeededRandom {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private SeededRandom(long state) {
        this.state = state;
    }

    /**
     * Returns the stream of one object.
     *
     * @param seed the seed of the year
     * @param kind the kind of object, for example {@code employer}
     * @param ordinal the number of the object within its kind
     */
    public static SeededRandom of(long seed, String kind, long ordinal) {
        long state = mix(seed + GAMMA);
        for (int i = 0; i < kind.length(); i++) {
            state = mix(state + GAMMA * (kind.charAt(i) + 1L));
        }
        return new SeededRandom(mix(state + GAMMA * (ordinal + 1)));
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private long next() {
        state += GAMMA;
        return mix(state);
    }

    /** Draws a number from 0 to {@code bound - 1}; the bound must be positive. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Draws a number between two numbers, both included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** Draws true with the probability {@code part / whole}. */
    public boolean in(int part, int whole) {
        return below(whole) < part;
    }

    /** Draws true with the probability {@code part / 1000}. */
    public boolean perMille(int part) {
        return in(part, 1000);
    }

    /** Draws one of the choices with equal probability. */
    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
