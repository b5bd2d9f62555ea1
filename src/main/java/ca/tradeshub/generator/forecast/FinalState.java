// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

/** The final states of a record (interface agreements, section 4), with the names used in receipts. */
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

    /** Returns the name in a balance. */
    public String wireName() {
        return wireName;
    }
}
