package ca.tradeshub.platform.failure;

/** The hub cannot start, for a reason an operator can read and remove. */
public class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param reason what is wrong, one sentence
     * @param remedy what to do about it, one sentence
     */
    public StartFailure(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /**
     * @param reason what is wrong, one sentence
     * @param remedy what to do about it, one sentence
     * @param cause what the failing part said
     */
    public StartFailure(String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
