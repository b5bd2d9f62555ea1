// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Text;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The language in which a failed start addresses its operator, and commands their user: the one of an environment
 * variable, English without it. The locale of the machine has no effect.
 */
public final class OperatorLanguage {

    /** The environment variable: {@code en} or {@code fr}. */
    public static final String VARIABLE = "HUB_LANG";

    private OperatorLanguage() {}

    /** A report of a failed start in that language. */
    static FailureAnalysis report(Text reason, Text remedy, Throwable cause) {
        Language language = Language.of(System.getenv(VARIABLE));
        return new FailureAnalysis(reason.in(language), remedy.in(language), cause);
    }
}
