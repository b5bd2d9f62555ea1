// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.protection.Masking;
import java.util.List;

/**
 * A drop folder of a sender (interface agreements, section 1).
 *
 * @param sender the sender's name
 * @param dryRun whether it is {@code test/}: what is dropped there is checked and answered and has no effect
 */
public record InboxId(String sender, boolean dryRun) {

    private static final String TEST = "test";

    /** Both folders of a sender. */
    public static List<InboxId> of(String sender) {
        return List.of(new InboxId(sender, false), new InboxId(sender, true));
    }

    /** The folder of that name, {@code in} or {@code test}. */
    public static InboxId of(String sender, String folder) {
        return new InboxId(sender, folder.equals(TEST));
    }

    /** The folder's name. */
    public String folder() {
        return dryRun ? TEST : "in";
    }

    /** What an alarm about a file of this folder is about: the folder, and the name as it may be shown. */
    public String subject(String name) {
        return toString() + "/" + Masking.fileName(name);
    }

    /** The sender, with the folder where it is not the usual one. */
    @Override
    public String toString() {
        return dryRun ? sender + "/" + TEST : sender;
    }
}
