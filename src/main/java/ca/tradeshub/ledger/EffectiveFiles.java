// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

/**
 * Joins records with their files. A file is looked up for each record, and OFFSET 0 keeps the planner to it: it expects few
 * records and few files while tables grow, and then would compare each record with all files.
 */
public final class EffectiveFiles {

    private EffectiveFiles() {}

    /**
     * The file of each record as {@code f}; a record whose file did not take effect is left out.
     *
     * @param alias the alias of a relation before it that has a {@code file_id}
     */
    public static String of(String alias) {
        return "cross join lateral (select * from effective_file where id = %s.file_id offset 0) f".formatted(alias);
    }
}
