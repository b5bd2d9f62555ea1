// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import org.jspecify.annotations.Nullable;

/** The hub cannot start, for a reason that an operator can correct. */
public class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Messages MESSAGES = Messages.of(StartFailure.class);

    private final transient Text reason;
    private final transient Text remedy;

    /**
     * @param key the reason in this package's messages; the same key with {@code .todo} is what to do next
     * @param values what both sentences name
     */
    public StartFailure(String key, Object... values) {
        this(null, key, values);
    }

    /**
     * @param cause the failure of the part
     * @param key the reason in this package's messages; the same key with {@code .todo} is what to do next
     * @param values what both sentences name
     */
    public StartFailure(@Nullable Throwable cause, String key, Object... values) {
        this(MESSAGES.text(key, values), MESSAGES.text(key + ".todo", values), cause);
    }

    private StartFailure(Text reason, Text remedy, @Nullable Throwable cause) {
        super(reason.en(), cause);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What is wrong and where, one sentence. */
    public Text reason() {
        return reason;
    }

    /** What to do next, one sentence. */
    public Text remedy() {
        return remedy;
    }
}
