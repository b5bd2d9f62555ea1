// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;

/** The requested interpretation does not exist, or its question does not offer the requested choice. */
public final class UnknownInterpretationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final Messages MESSAGES = Messages.of(UnknownInterpretationException.class);

    private final transient Text reason;

    UnknownInterpretationException(String key, Object... values) {
        this(MESSAGES.text("interpretation." + key, values));
    }

    private UnknownInterpretationException(Text reason) {
        super(reason.en());
        this.reason = reason;
    }

    /** The reason, without a full stop. */
    public Text reason() {
        return reason;
    }
}
