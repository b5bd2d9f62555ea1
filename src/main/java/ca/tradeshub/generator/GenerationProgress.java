// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

/** Receives the progress of the generation. */
public interface GenerationProgress {

    /**
     * Called when a step begins.
     *
     * @param task the step in a few words
     * @param unit the unit of progress
     * @param total units in the step
     */
    void begins(String task, String unit, long total);

    /** Called when more units of the step are complete. */
    void advances(long units);
}
