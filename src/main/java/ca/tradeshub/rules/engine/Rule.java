// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;

/**
 * One rule on one record. A rule is pure: its result depends only on the record and its file, not on the day of the
 * evaluation, and no content of a record makes it throw.
 *
 * @param <R> the kind of record it judges; {@link CanonicalRecord} when it judges several kinds, which its declaration
 *     then names
 */
public interface Rule<R extends CanonicalRecord> {

    /** The rule's entry in the catalogue. */
    Declaration declared();

    /**
     * Judges one record.
     *
     * @param record a record of a declared kind
     * @param facts the context of its file
     */
    RuleResult judge(R record, FileContext facts);
}
