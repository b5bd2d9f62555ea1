package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;

/**
 * One rule on one record. A rule is pure: it answers from the record and what its file says, whatever the day it is
 * asked, and it never throws for what a sender wrote.
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
     * @param facts what its file says
     */
    RuleResult judge(R record, FileContext facts);
}
