// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.canonical.Text;

/**
 * A warning about a file that is accepted (interface agreements, section 1).
 *
 * @param code its code, for example {@code FILE-SEQUENCE-GAP}
 * @param detail a sentence for the sender, without personal data; English in both languages for warnings recorded
 *     before the French was kept
 */
public record FileWarning(String code, Text detail) {}
