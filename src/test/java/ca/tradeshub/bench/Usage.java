// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used since it began, as Linux counts it.
 *
 * @param cpuSeconds processor time
 * @param written bytes it had written to storage
 */
record Usage(double cpuSeconds, long written) {

    private static final double TICKS_PER_SECOND = 100;
    private static final Usage NONE = new Usage(0, 0);

    /** One process, without those it started. */
    static Usage of(long pid) {
        return read(pid, false);
    }

    /** A process, those it started and those of them that have ended. */
    static Usage ofTree(long pid) {
        Usage sum = read(pid, true);
        Stream<ProcessHandle> descendants =
                ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty());
        for (long child : descendants.mapToLong(ProcessHandle::pid).toArray()) {
            sum = sum.plus(read(child, true));
        }
        return sum;
    }

    Usage plus(Usage other) {
        return new Usage(cpuSeconds + other.cpuSeconds, written + other.written);
    }

    Usage minus(Usage earlier) {
        return new Usage(cpuSeconds - earlier.cpuSeconds, written - earlier.written);
    }

    private static Usage read(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (withEnded) {
                ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            }
            long written = Files.readAllLines(Path.of("/proc/" + pid + "/io"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                    .sum();
            return new Usage(ticks / TICKS_PER_SECOND, written);
        } catch (IOException ended) {
            return NONE;
        }
    }
}
