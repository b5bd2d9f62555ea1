// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.protection.Masking;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resolution as its page shows it.
 *
 * @param made the resolution
 * @param label the name of its kind
 * @param reason why it was made, masked
 * @param undoReason why it was ended or is to be undone, masked; null while it is active
 */
public record MadeResolution(Resolution made, Text label, String reason, @Nullable String undoReason) {

    static MadeResolution of(Resolution made) {
        Resolution.UndoRequest request = made.undoRequest();
        return new MadeResolution(
                made,
                ResolutionOptions.label(made.kind()),
                Objects.toString(Masking.freeText(made.reason()), ""),
                Masking.freeText(made.awaitsUndo() && request != null ? request.reason() : made.undoReason()));
    }

    /** The state of the resolution: {@code inForce}, {@code undoing}, {@code waiting} or {@code ended}. */
    public String state() {
        return made.awaitsUndo() ? "undoing" : made.inForce() ? "inForce" : made.awaitsApproval() ? "waiting" : "ended";
    }
}
