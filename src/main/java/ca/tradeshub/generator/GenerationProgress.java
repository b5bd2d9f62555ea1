package ca.tradeshub.generator;

/** Is told how far the generation has come. */
public interface GenerationProgress {

    /**
     * A step begins.
     *
     * @param task what is being done, a few words
     * @param unit what is counted
     * @param total how many there are
     */
    void begins(String task, String unit, long total);

    /** More of the step is done. */
    void advances(long units);
}
