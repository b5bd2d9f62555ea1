// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import com.jcraft.jsch.SftpATTRS;
import java.time.Instant;
import java.util.Optional;

/**
 * The attributes of a file on a server, which distinguish it from another file of the same name. SFTP has no identity
 * of a file, and its times are whole seconds.
 *
 * @param size its bytes
 * @param modifiedSeconds its time, in seconds since 1970
 * @param owner its owner and group, empty when the server does not send them
 */
record SourceAttributes(long size, long modifiedSeconds, Optional<String> owner) {

    private static final long MILLIS = 1000;

    /** The attributes of a directory entry or of one file. */
    static SourceAttributes of(SftpATTRS attributes) {
        boolean isOwned = (attributes.getFlags() & SftpATTRS.SSH_FILEXFER_ATTR_UIDGID) != 0;
        return new SourceAttributes(
                attributes.getSize(),
                Integer.toUnsignedLong(attributes.getMTime()),
                isOwned ? Optional.of(attributes.getUId() + ":" + attributes.getGId()) : Optional.empty());
    }

    /** Attributes of which only size and time are known. */
    static SourceAttributes of(long size, Instant modified) {
        return new SourceAttributes(size, modified.toEpochMilli() / MILLIS, Optional.empty());
    }

    /** Whether both can be of the same file. */
    boolean matches(SourceAttributes other) {
        return size == other.size
                && modifiedSeconds == other.modifiedSeconds
                && (owner.isEmpty() || other.owner.isEmpty() || owner.equals(other.owner));
    }
}
