// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import ca.tradeshub.canonical.Sha256;
import java.time.Instant;

/**
 * An entry of the audit chain as it is stored.
 *
 * @param position counted from 1 without gaps
 * @param previous the hash of the entry before
 * @param hash the hash of this entry
 */
record AuditEntry(
        long position,
        Instant at,
        String actor,
        String action,
        String subject,
        String detail,
        String previous,
        String hash) {

    /** The hash that the first entry has for its predecessor. */
    static final String GENESIS = "0".repeat(64);

    /** An entry with the hash of its content. */
    static AuditEntry of(
            long position, Instant at, String actor, String action, String subject, String detail, String previous) {
        return new AuditEntry(
                position,
                at,
                actor,
                action,
                subject,
                detail,
                previous,
                hash(position, at, actor, action, subject, detail, previous));
    }

    /** Whether the content is no longer what the hash was calculated from. */
    boolean isAltered() {
        return !hash.equals(hash(position, at, actor, action, subject, detail, previous));
    }

    private static String hash(
            long position, Instant at, String actor, String action, String subject, String detail, String previous) {
        return Sha256.hex(
                String.join("\n", Long.toString(position), at.toString(), actor, action, subject, detail, previous));
    }
}
