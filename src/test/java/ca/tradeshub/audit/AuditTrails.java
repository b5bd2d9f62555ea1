// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Audit trails for tests without a context. */
public final class AuditTrails {

    private AuditTrails() {}

    /** The audit trail of a database. */
    public static AuditTrail of(JdbcClient jdbc, Clock clock) {
        return new AuditTrail(jdbc, clock);
    }
}
