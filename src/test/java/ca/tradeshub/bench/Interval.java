// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Measures one piece of work of a program, from the first byte sent until the program is at rest again. */
final class Interval {

    private static final Duration LIMIT = Duration.ofHours(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REST_LOOK = Duration.ofSeconds(1);
    private static final Duration REST_LIMIT = Duration.ofSeconds(60);
    /** A program that uses less than this part of a processor for two seconds has done its work. */
    private static final double REST = 0.35;

    private final Contestant contestant;
    private final List<ClaimReader> readers;
    private final TreeMap<String, Double> stepsBefore;
    private final Usage programBefore;
    private final Usage databaseBefore;
    private final long walBefore;
    private final long begun;
    private long databasePeak;
    private long ended;

    /** Begins; the messages of all the readers belong to the work. */
    Interval(Contestant contestant, ClaimReader... readers) {
        this.contestant = contestant;
        this.readers = List.of(readers);
        this.readers.forEach(ClaimReader::startOver);
        stepsBefore = contestant.steps();
        contestant.machine().resetPeak();
        programBefore = contestant.machine().program();
        databaseBefore = contestant.machine().database();
        walBefore = contestant.machine().wal();
        begun = System.nanoTime();
    }

    /** Waits for the end of the work. */
    void await(String what, Callable<Boolean> done) {
        Awaitility.await(what).atMost(LIMIT).pollInterval(LOOK).until(() -> {
            databasePeak = Math.max(databasePeak, contestant.machine().databaseMemory());
            return done.call();
        });
    }

    /** The cost of the work, in which so many records were sent. */
    Cost end(int records) {
        ended = System.nanoTime();
        awaitRest();
        Usage program = contestant.machine().program().minus(programBefore);
        Usage database = contestant.machine().database().minus(databaseBefore);
        TreeMap<String, Double> steps = contestant.steps();
        steps.replaceAll((step, total) -> total - stepsBefore.getOrDefault(step, 0.0));
        return new Cost(
                records,
                messages(),
                wall(),
                ClaimReader.seconds(readers),
                program.cpuSeconds(),
                database.cpuSeconds(),
                contestant.machine().programPeak(),
                databasePeak,
                program.written(),
                database.written(),
                contestant.machine().wal() - walBefore,
                steps);
    }

    /** To the last message; work without messages ends when the caller says so. */
    private double wall() {
        return ((messages() > 0 ? ClaimReader.last(readers) : ended) - begun) / 1e9;
    }

    private int messages() {
        return readers.stream().mapToInt(ClaimReader::messages).sum();
    }

    private void awaitRest() {
        double[] before = {used()};
        int[] quiet = {0};
        Awaitility.await("rest")
                .atMost(REST_LIMIT.plus(REST_LOOK))
                .pollDelay(REST_LOOK)
                .pollInterval(REST_LOOK)
                .until(() -> {
                    double now = used();
                    quiet[0] = now - before[0] < REST ? quiet[0] + 1 : 0;
                    before[0] = now;
                    return quiet[0] == 2 || System.nanoTime() - ended > REST_LIMIT.toNanos();
                });
    }

    private double used() {
        return contestant.machine().program().cpuSeconds()
                + contestant.machine().database().cpuSeconds();
    }
}
