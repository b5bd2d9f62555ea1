// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.ledger.response.FileReport.Next;
import java.util.Optional;
import java.util.Set;

/** What the sender of a refused file does, with the sequence or the name that is free now. */
final class Remedies {

    /** Refusals after which the content may be sent under another sequence. */
    private static final Set<RefusalCode> OTHER_SEQUENCE =
            Set.of(RefusalCode.FILE_SEQUENCE_REUSED, RefusalCode.FILE_DUPLICATE, RefusalCode.FILE_TOO_LARGE);

    private static final Messages MESSAGES = Messages.of(Remedies.class);

    private Remedies() {}

    /**
     * What the sender does.
     *
     * @param file the name of the refused file as it was dropped
     * @param next what is free
     */
    static Text of(RefusalCode code, String file, Next next) {
        Optional<SenderFileName> name = SenderFileName.parse(file);
        if (code == RefusalCode.FILE_NAME && next.sequence() != null && name.isEmpty()) {
            return MESSAGES.text("remedy.sequence", code.remedy(), next.sequence());
        }
        if (!OTHER_SEQUENCE.contains(code) || next.sequence() == null || name.isEmpty()) {
            return code.remedy();
        }
        if (name.get().resubmission() == 0) {
            return MESSAGES.text("remedy.sequence", code.remedy(), next.sequence());
        }
        String free = name.get()
                .resubmitted(Math.min(SenderFileName.HIGHEST_RESUBMISSION, next.resubmission()))
                .name();
        return code == RefusalCode.FILE_SEQUENCE_REUSED
                ? MESSAGES.text("remedy.resubmission", free)
                : MESSAGES.text("remedy.resubmission.other", code.remedy(), free);
    }
}
