// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs with the machine's or is stopped, and can be put forward. */
public final class SettableClock extends Clock {

    private volatile Clock machine = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    /** A clock that is stopped at an instant. */
    public static SettableClock at(Instant instant) {
        SettableClock clock = new SettableClock();
        clock.stopAt(instant);
        return clock;
    }

    /** Stops the clock at an instant, from which it can be put forward. */
    public void stopAt(Instant instant) {
        ahead = Duration.ZERO;
        machine = Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Puts the clock forward. */
    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
