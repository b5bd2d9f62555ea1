// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.Messages;
import org.apache.camel.RuntimeCamelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the routes did not start in two sentences instead of a stack trace. */
class RouteFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    private static final Messages MESSAGES = Messages.of(RouteFailureAnalyzer.class);

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        return OperatorLanguage.report(
                MESSAGES.text("routes", FailureReason.of(cause)), MESSAGES.text("routes.todo"), cause);
    }
}
