// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.intake.unpack.BadKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the key file that prevents the start. */
class BadKeyFailureAnalyzer extends AbstractFailureAnalyzer<BadKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the key file or its setting, then start again.", cause);
    }
}
