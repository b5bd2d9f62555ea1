// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.ZoneId;

/** The time zone of the agencies, in which messages to senders and pages show points in time. */
public final class OntarioTime {

    public static final ZoneId ZONE = ZoneId.of("America/Toronto");

    private OntarioTime() {}
}
