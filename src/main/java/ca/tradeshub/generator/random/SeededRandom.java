package ca.tradeshub.generator.random;

import java.util.List;

/**
 * A stream of draws that is the same on every machine and every Java: SplitMix64, written out here, with whole numbers
 * only. Each thing that is generated has a stream of its own, named by its kind and number, so that what one thing draws
 * never moves what another draws.
 */
public final class SeededRandom {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private SeededRandom(long state) {
        this.state = state;
    }

    /**
     * The stream of one thing.
     *
     * @param seed the seed of the whole year
     * @param kind what kind of thing, for example {@code employer}
     * @param ordinal which one of its kind
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

    /** A number from 0 to below the bound, which is above zero. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number between the two, both included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True for so many draws in so many. */
    public boolean in(int part, int whole) {
        return below(whole) < part;
    }

    /** True for so many draws in a thousand. */
    public boolean perMille(int part) {
        return in(part, 1000);
    }

    /** One of the choices, each as likely as the next. */
    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
