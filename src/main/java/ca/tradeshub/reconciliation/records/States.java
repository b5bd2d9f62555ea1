// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

/**
 * Where the states of records are read, as parts of a statement.
 *
 * @param state the state
 * @param heldWith the key whose decision holds or rejects the record
 * @param join what must be joined for them; each has the alias of the record's table in place of {@code %s}
 */
record States(String state, String heldWith, String join) {

    static final States OWN = new States("%s.state", "%s.held_with", "");

    static States changedBy(String table) {
        return new States(
                "coalesce(j.state, %s.state)",
                "case when j.state is null then %s.held_with else j.held_with end",
                "left join " + table + " j on j.file_id = %1$s.file_id and j.line = %1$s.line");
    }

    States of(String alias) {
        return new States(state.formatted(alias), heldWith.formatted(alias), join.formatted(alias));
    }
}
