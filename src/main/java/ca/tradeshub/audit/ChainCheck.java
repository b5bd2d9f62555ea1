// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import ca.tradeshub.audit.AuditVerification.Broken;
import ca.tradeshub.audit.AuditVerification.Fault;
import ca.tradeshub.audit.AuditVerification.KnownEntry;
import org.jspecify.annotations.Nullable;

/** Checks the entries of the audit chain in the order of their positions, and stops at the first that is broken. */
final class ChainCheck {

    private final @Nullable KnownEntry known;
    private long entries;
    private String hash = AuditEntry.GENESIS;
    private @Nullable Broken broken;

    /**
     * A check of a chain from its beginning.
     *
     * @param known an entry that the chain must have, null for none
     */
    ChainCheck(@Nullable KnownEntry known) {
        this.known = known;
    }

    /** Checks the next entry; without effect once one is broken. */
    void add(AuditEntry entry) {
        if (broken != null) {
            return;
        }
        long position = entries + 1;
        Fault fault = fault(entry, position);
        if (fault == null) {
            entries = position;
            hash = entry.hash();
        } else {
            broken = new Broken(position, fault);
        }
    }

    /** Whether an entry is broken. */
    boolean isBroken() {
        return broken != null;
    }

    /** The outcome, after the last entry. */
    AuditVerification outcome() {
        if (broken == null && known != null && known.position() > entries) {
            return new AuditVerification(entries, hash, new Broken(entries + 1, Fault.MISSING));
        }
        return new AuditVerification(entries, hash, broken);
    }

    private @Nullable Fault fault(AuditEntry entry, long position) {
        if (entry.position() != position) {
            return Fault.MISSING;
        }
        if (!entry.previous().equals(hash)) {
            return Fault.UNLINKED;
        }
        if (entry.isAltered()) {
            return Fault.ALTERED;
        }
        return known != null && known.position() == position && !known.hash().equals(entry.hash())
                ? Fault.REPLACED
                : null;
    }
}
