// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.intake.unpack.BadKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the key file that prevents the start. */
class BadKeyFailureAnalyzer extends AbstractFailureAnalyzer<BadKeyException> {

    private static final Messages MESSAGES = Messages.of(BadKeyFailureAnalyzer.class);

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadKeyException cause) {
        return OperatorLanguage.report(
                MESSAGES.text("key-file", cause.reason()), MESSAGES.text("key-file.todo"), cause);
    }
}
