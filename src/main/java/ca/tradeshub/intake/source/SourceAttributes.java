// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.source;

import java.time.Instant;
import java.util.Optional;

/**
 * What a server shows of a file without opening it, by which two files under one name are distinguished.
 *
 * @param size its bytes
 * @param modifiedSeconds its time, in seconds since 1970
 * @param owner its owner and group, empty when the server does not send them
 */
public record SourceAttributes(long size, long modifiedSeconds, Optional<String> owner) {

    private static final long MILLIS = 1000;

    /** Attributes of which only size and time are known. */
    public static SourceAttributes of(long size, Instant modified) {
        return new SourceAttributes(size, Math.floorDiv(modified.toEpochMilli(), MILLIS), Optional.empty());
    }

    /** Its time. */
    public Instant modified() {
        return Instant.ofEpochSecond(modifiedSeconds);
    }

    /** Whether both can be of the same file. */
    public boolean matches(SourceAttributes other) {
        return size == other.size
                && modifiedSeconds == other.modifiedSeconds
                && (owner.isEmpty() || other.owner.isEmpty() || owner.equals(other.owner));
    }
}
