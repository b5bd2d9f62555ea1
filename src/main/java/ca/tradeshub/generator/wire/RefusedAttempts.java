// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FileDefect;
import java.util.List;
import java.util.Optional;

/**
 * Decides which files have a first attempt that the hub must refuse.
 *
 * @param seed the seed of the year
 * @param perMillion files with such an attempt in a million files
 */
public record RefusedAttempts(long seed, int perMillion) {

    private static final int MILLION = 1_000_000;
    private static final List<FileDefect> ANY =
            List.of(FileDefect.COUNT, FileDefect.TOTAL, FileDefect.TRUNCATED, FileDefect.HEADER, FileDefect.ENCODING);
    private static final List<FileDefect> PAYROLL = List.of(FileDefect.values());

    /** Returns the defect of the first attempt at a file; empty if there is no such attempt. */
    public Optional<FileDefect> of(String file, boolean isPayroll) {
        if (perMillion == 0) {
            return Optional.empty();
        }
        SeededRandom random = SeededRandom.of(seed, "attempt " + file, 0);
        return random.in(perMillion, MILLION) ? Optional.of(random.of(isPayroll ? PAYROLL : ANY)) : Optional.empty();
    }
}
