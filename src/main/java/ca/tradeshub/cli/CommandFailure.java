// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Text;
import org.jspecify.annotations.Nullable;

/** A command failed for a reason that its user can correct: one or more sentences. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Text sentences;

    /** The sentences of a key that begins with {@code failed.}, with its values. */
    CommandFailure(String key, Object... values) {
        this(null, key, values);
    }

    /** The same after the failure of a part. */
    CommandFailure(@Nullable Throwable cause, String key, Object... values) {
        this(CommandTexts.text("failed." + key, values), cause);
    }

    private CommandFailure(Text sentences, @Nullable Throwable cause) {
        super(sentences.en(), cause);
        this.sentences = sentences;
    }

    /** Why the command failed. */
    Text sentences() {
        return sentences;
    }
}
