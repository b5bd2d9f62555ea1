// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;

/** An OpenPGP key file of the settings that cannot be used. The message names the setting, the file and the reason. */
public class BadKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private static final Messages MESSAGES = Messages.of(BadKeyException.class);

    private final transient Text reason;

    /**
     * @param setting the setting that names the file
     * @param file the file
     * @param key the reason, a key that begins with {@code key.}
     * @param value what the reason names, empty when it names nothing
     */
    BadKeyException(String setting, Object file, String key, String value) {
        this(MESSAGES.text("key." + key, setting, file, value));
    }

    private BadKeyException(Text reason) {
        super(reason.en());
        this.reason = reason;
    }

    /** The setting, the file and the reason, without a full stop. */
    public Text reason() {
        return reason;
    }
}
