// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Messages;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the hub did not start in two sentences instead of a stack trace. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartFailure> {

    private static final Messages MESSAGES = Messages.of(StartFailureAnalyzer.class);

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
        Throwable why = cause.getCause();
        if (why == null) {
            return OperatorLanguage.report(cause.reason(), cause.remedy(), cause);
        }
        Throwable root = CauseChain.root(why);
        String causes = root == why ? why.toString() : why + " < " + root;
        return OperatorLanguage.report(MESSAGES.text("with-cause", cause.reason(), causes), cause.remedy(), cause);
    }
}
