package ca.tradeshub.generator.request;

/** Why the hub must refuse a file as a whole. */
public enum FileDefect {
    COUNT("FILE-COUNT"),
    TOTAL("FILE-TOTAL"),
    TRUNCATED("FILE-TRUNCATED"),
    HEADER("FILE-HEADER"),
    ENCODING("FILE-ENCODING"),
    /** Payroll only. */
    DIGEST("FILE-DIGEST");

    private final String code;

    FileDefect(String code) {
        this.code = code;
    }

    /** The refusal's code. */
    public String code() {
        return code;
    }
}
