// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a verification of the audit chain.
 *
 * @param entries the entries that follow from their predecessors, from the first one on
 * @param hash the hash of the last of them; kept outside of the hub, it proves later that they were not replaced
 * @param broken the first entry that is not as it was written, null when the chain is intact
 */
public record AuditVerification(long entries, String hash, @Nullable Broken broken) {

    /** What is wrong with an entry. */
    public enum Fault {
        /** No entry has the position, although later ones exist or the position is known to have had one. */
        MISSING,
        /** The hash of its predecessor that it contains is not that of the predecessor. */
        UNLINKED,
        /** Its content is not what its hash was calculated from. */
        ALTERED,
        /** It is linked and unaltered, but its hash is not the known one: the chain was rewritten. */
        REPLACED
    }

    /**
     * An entry that is not as it was written.
     *
     * @param position its position, counted from 1
     * @param fault what is wrong with it
     */
    public record Broken(long position, Fault fault) {}

    /**
     * The hash of an entry as it was noted earlier, outside of the hub.
     *
     * @param position the position of the entry, counted from 1
     * @param hash its hash
     */
    public record KnownEntry(long position, String hash) {}
}
