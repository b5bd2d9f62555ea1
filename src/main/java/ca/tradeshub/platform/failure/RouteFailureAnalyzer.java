package ca.tradeshub.platform.failure;

import org.apache.camel.RuntimeCamelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the routes could not be started in two sentences instead of a stack trace. */
class RouteFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        return new FailureAnalysis(
                "The routes cannot be started: " + FailureReason.of(cause),
                "Run check-config with the same arguments; it names what is wrong in route files and settings.",
                cause);
    }
}
