// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.exceptions.ResolutionKind;
import java.util.Optional;

/** What a person decided about two records. */
enum Settlement {
    /** They belong to one person. */
    TOGETHER,
    /** They belong to two persons. */
    APART;

    /** What a kind of resolution says of two records, if it does. */
    static Optional<Settlement> of(ResolutionKind kind) {
        return switch (kind) {
            case LINK, ACCEPT -> Optional.of(TOGETHER);
            case KEEP_APART -> Optional.of(APART);
            default -> Optional.empty();
        };
    }
}
