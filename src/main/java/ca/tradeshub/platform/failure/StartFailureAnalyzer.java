// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the hub did not start in two sentences instead of a stack trace. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartFailure> {

    private static final Messages MESSAGES = Messages.of(StartFailureAnalyzer.class);

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
        Text reason = cause.getCause() == null
                ? cause.reason()
                : MESSAGES.text("with-cause", cause.reason(), cause.getCause());
        return OperatorLanguage.report(reason, cause.remedy(), cause);
    }
}
