// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;

/** The requested year is not possible, for a reason in one sentence. */
public final class ImpossibleYearException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final Messages MESSAGES = Messages.of(ImpossibleYearException.class);

    private final transient Text sentence;

    public ImpossibleYearException(String key, Object... values) {
        this(MESSAGES.text(key, values));
    }

    private ImpossibleYearException(Text sentence) {
        super(sentence.en());
        this.sentence = sentence;
    }

    /** The reason, without a full stop. */
    public Text sentence() {
        return sentence;
    }

    static void unless(boolean isPossible, String key, Object... values) {
        if (!isPossible) {
            throw new ImpossibleYearException(key, values);
        }
    }
}
