package ca.tradeshub.generator.wire;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FileDefect;
import java.util.List;
import java.util.Optional;

/**
 * Which files had a first attempt that the hub refused.
 *
 * @param seed the seed of the year
 * @param perMillion how many of a million files
 */
public record RefusedAttempts(long seed, int perMillion) {

    private static final int MILLION = 1_000_000;
    private static final List<FileDefect> ANY =
            List.of(FileDefect.COUNT, FileDefect.TOTAL, FileDefect.TRUNCATED, FileDefect.HEADER, FileDefect.ENCODING);
    private static final List<FileDefect> PAYROLL = List.of(FileDefect.values());

    /** How the first attempt at a file is wrong, nothing when there was none. */
    public Optional<FileDefect> of(String file, boolean isPayroll) {
        if (perMillion == 0) {
            return Optional.empty();
        }
        SeededRandom random = SeededRandom.of(seed, "attempt " + file, 0);
        return random.in(perMillion, MILLION) ? Optional.of(random.of(isPayroll ? PAYROLL : ANY)) : Optional.empty();
    }
}
