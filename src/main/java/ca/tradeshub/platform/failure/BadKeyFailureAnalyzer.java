package ca.tradeshub.platform.failure;

import ca.tradeshub.intake.BadKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which key file keeps the hub from starting. */
class BadKeyFailureAnalyzer extends AbstractFailureAnalyzer<BadKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), "Mend the key file or the setting and start again.", cause);
    }
}
