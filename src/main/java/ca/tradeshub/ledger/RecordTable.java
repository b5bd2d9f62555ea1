// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

/**
 * A temporary table of the current transaction that selects records by its columns {@code file_id} and {@code line}. It
 * carries a selection too large for parameters from one statement to the next.
 *
 * @param name the table's name, lower-case letters and underscores
 */
public record RecordTable(String name) {

    public RecordTable {
        if (!name.matches("[a-z_]+")) {
            throw new IllegalArgumentException("Not a name of a temporary table: " + name);
        }
    }
}
