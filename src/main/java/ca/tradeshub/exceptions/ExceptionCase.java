// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exception.
 *
 * @param id the exception
 * @param revision grows when what a person sees of it changes
 * @param type its type
 * @param subject what it is about, as {@link ExceptionSubject} writes it
 * @param stableSubject the same without the id of a file: the key of a decision, or feed and key of a record
 * @param rule the rule that holds, null when no rule does
 * @param detail what is wrong, without personal data
 * @param unknown whether the rule lacks a value rather than finds it wrong
 * @param basis what a resolution applies to
 * @param state its state
 * @param amount what is at stake, null when no money is concerned
 * @param sides the values in disagreement, masked where personal
 * @param evidence the fields of the comparison it is based on, masked where personal
 * @param assignedTo the user who works on it, null when it is not assigned
 * @param openedAt when it was opened
 * @param closedAt when it was closed, null while it is open
 * @param closedBy what closed it, null while it is open
 * @param feeds the feeds of its records
 * @param records its records
 */
public record ExceptionCase(
        long id,
        int revision,
        ExceptionType type,
        String subject,
        String stableSubject,
        @Nullable String rule,
        Text detail,
        boolean unknown,
        String basis,
        ExceptionState state,
        @Nullable AmountAtStake amount,
        List<ExceptionSide> sides,
        List<ExceptionEvidence> evidence,
        @Nullable String assignedTo,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable ClosedBy closedBy,
        Set<Feed> feeds,
        List<RecordAddress> records) {

    /** What closes an exception. */
    public enum ClosedBy {
        /** Later data settled it. */
        DATA,
        /** A person settled it. */
        RESOLUTION
    }

    public ExceptionCase {
        sides = List.copyOf(sides);
        evidence = List.copyOf(evidence);
        feeds = Set.copyOf(feeds);
        records = List.copyOf(records);
    }

    /** What it is about, for persons: the key of the record or decision; of a number of a person only the end. */
    public String about() {
        return ExceptionSubject.shown(subject, stableSubject);
    }

    /** Whether it holds nothing: a certificate is missing of a registration that is published. */
    public boolean holdsNothing() {
        return type == ExceptionType.MISSING_CERTIFICATE && rule == null;
    }

    /** Whether it is about a withdrawal that its consumer refused; its records are not held then. */
    public boolean isOfWithdrawal() {
        return type == ExceptionType.CONSUMER_REFUSED
                && sides.stream().anyMatch(side -> side.choice().equals(ExceptionSide.WITHDRAW));
    }

    /** Whether it is about a claim of the tax credit. */
    public boolean isOfClaim() {
        return ExceptionSubject.isOfClaim(subject);
    }

    /** Whether it is about a record on its own, not about the key of a decision. */
    public boolean isOfRecord() {
        return ExceptionSubject.isOfRecord(subject);
    }
}
