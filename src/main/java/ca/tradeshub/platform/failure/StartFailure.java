// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

/** The hub cannot start, for a reason that an operator can correct. */
public class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    /**
     * @param reason what is wrong and where, one sentence
     * @param remedy what to do next, one sentence
     */
    public StartFailure(String reason, String remedy) {
        super(reason);
        this.reason = reason;
        this.remedy = remedy;
    }

    /**
     * @param reason what is wrong and where, one sentence
     * @param remedy what to do next, one sentence
     * @param cause the failure of the part
     */
    public StartFailure(String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What is wrong and where, one sentence. */
    @Override
    public String getMessage() {
        return reason;
    }

    /** What to do next, one sentence. */
    public String remedy() {
        return remedy;
    }
}
