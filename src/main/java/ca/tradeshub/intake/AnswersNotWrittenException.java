package ca.tradeshub.intake;

import java.io.IOException;

/** The folder answers are to be written to does not take them. */
public final class AnswersNotWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    AnswersNotWrittenException(IOException reason) {
        super(reason);
        this.reason = reason;
    }

    /** What the folder's file system said. */
    public IOException reason() {
        return reason;
    }
}
