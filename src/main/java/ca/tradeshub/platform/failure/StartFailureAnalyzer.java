// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the hub did not start in two sentences instead of a stack trace. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
        String reason =
                cause.getCause() == null ? cause.getMessage() : cause.getMessage() + " (" + cause.getCause() + ")";
        return new FailureAnalysis(reason, cause.remedy(), cause);
    }
}
