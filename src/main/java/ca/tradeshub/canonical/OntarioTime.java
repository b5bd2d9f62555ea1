// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time zone of the agencies, in which messages to senders and pages show points in time. */
public final class OntarioTime {

    public static final ZoneId ZONE = ZoneId.of("America/Toronto");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);

    private OntarioTime() {}

    /** A point in time as sentences contain it: day, hour and minute in Ontario. */
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }
}
