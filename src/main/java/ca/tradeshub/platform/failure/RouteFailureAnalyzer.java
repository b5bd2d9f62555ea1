// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import org.apache.camel.RuntimeCamelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the routes did not start in two sentences instead of a stack trace. */
class RouteFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        return new FailureAnalysis(
                "The routes did not start: " + FailureReason.of(cause),
                "Run check-config with the same arguments. It lists the errors in route files and settings.",
                cause);
    }
}
