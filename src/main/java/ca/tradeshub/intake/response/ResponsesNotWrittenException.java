// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import java.io.IOException;

/** The folder answers are to be written to does not take them. */
public final class ResponsesNotWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    public ResponsesNotWrittenException(IOException reason) {
        super(reason);
        this.reason = reason;
    }

    /** What the folder's file system said. */
    public IOException reason() {
        return reason;
    }
}
