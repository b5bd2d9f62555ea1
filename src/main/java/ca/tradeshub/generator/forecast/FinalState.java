package ca.tradeshub.generator.forecast;

/** The states a record may end in (interface agreements, section 4), named as receipts name them. */
public enum FinalState {
    DELIVERED("delivered"),
    REJECTED("rejected"),
    DUPLICATE("duplicate"),
    SUPERSEDED("superseded"),
    OUT_OF_SCOPE("outOfScope"),
    HELD("held"),
    PENDING("pending");

    private final String wireName;

    FinalState(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in a balance. */
    public String wireName() {
        return wireName;
    }
}
