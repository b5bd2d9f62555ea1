// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

/**
 * Where the states of records are read, as parts of a statement.
 *
 * @param state the state
 * @param heldWith the key whose decision holds or rejects the record
 * @param join what must be joined for them; each has the alias of the record's table in place of {@code %s}
 */
public record States(String state, String heldWith, String join) {

    /** The states of the records themselves. */
    public static final States OWN = new States("%s.state", "%s.held_with", "");

    /**
     * The states of the records, where those of some are in another table.
     *
     * @param table a table with {@code file_id}, {@code line}, {@code state} and {@code held_with}; a null state keeps the
     *     record's own
     */
    public static States changedBy(String table) {
        return new States(
                "coalesce(j.state, %s.state)",
                "case when j.state is null then %s.held_with else j.held_with end",
                "left join " + table + " j on j.file_id = %1$s.file_id and j.line = %1$s.line");
    }

    /** The same for the table of records with an alias. */
    public States of(String alias) {
        return new States(state.formatted(alias), heldWith.formatted(alias), join.formatted(alias));
    }
}
