// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What resolutions do to records, decisions and messages. Reconciliation implements it. */
public interface ResolutionEffects {

    /**
     * Takes the locks that the effects of resolutions need, in their documented order. Called first in the transaction,
     * before the rows of the exceptions are locked.
     */
    void lock(Collection<ExceptionCase> exceptions);

    /**
     * Resolutions came into force. Called in their transaction, after the exceptions were closed.
     *
     * @param resolved one exception for each basis
     */
    void taken(List<ResolvedCase> resolved);

    /**
     * A resolution that was in force is undone. Called in its transaction, after the resolution has ended. Where the
     * exception exists again, the caller of {@link ExceptionCases} opens it again.
     */
    void undone(ExceptionCase exception, Resolution resolution);

    /**
     * What a resolution would do, without doing it.
     *
     * @param chosen the side to use, null when the kind chooses none
     */
    Preview preview(ExceptionCase exception, ResolutionKind kind, @Nullable String chosen);

    /**
     * What resolutions would do if all of them were made together, without doing it.
     *
     * @param assumed one exception for each basis
     * @param canRelease for which of them to determine whether they release a message of the tax credit
     */
    JointPreview previewTogether(List<ResolvedCase> assumed, Predicate<ResolvedCase> canRelease);

    /**
     * Whether undoing a resolution that is in force releases a message of the tax credit: a new one or an amendment.
     * Nothing is changed.
     */
    boolean isReleasedByUndoing(ExceptionCase exception, Resolution resolution);

    /**
     * An exception with a resolution on its basis.
     *
     * @param exception the exception
     * @param resolution the resolution, made or only assumed
     */
    record ResolvedCase(ExceptionCase exception, Resolution resolution) {}

    /**
     * What resolutions would do together.
     *
     * @param problems why they cannot be made, by exception; one that can be made is absent. It is what the preview of each
     *     states
     * @param releasing the exceptions, of those that can, whose resolutions release a message of the tax credit, a new one
     *     or an amendment, and those on the same claim. Made together, the others release none
     */
    record JointPreview(Map<Long, Text> problems, Set<Long> releasing) {

        public JointPreview {
            problems = Map.copyOf(problems);
            releasing = Set.copyOf(releasing);
        }
    }

    /**
     * What a resolution would do.
     *
     * @param problem why it cannot be made, null when it can
     * @param messages the messages that would be made, empty when it cannot
     * @param records the records that would change their state
     * @param releasesClaim whether a message of the tax credit is new or amended, so that a second person must approve
     */
    record Preview(@Nullable Text problem, List<Message> messages, List<Records> records, boolean releasesClaim) {}

    /**
     * A message that would be made.
     *
     * @param queue its queue
     * @param recordKey its key
     * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
     * @param creditBefore the tax credit that the message it replaces states, null when it replaces none or that one
     *     states none
     * @param credit the tax credit that it states, null when it states none
     */
    record Message(
            String queue,
            String recordKey,
            String kind,
            @Nullable BigDecimal creditBefore,
            @Nullable BigDecimal credit) {}

    /**
     * Records that would change their state.
     *
     * @param state their new state
     * @param count how many they are
     * @param amount their gross wages, null when they are not pay lines
     */
    record Records(RecordState state, int count, @Nullable BigDecimal amount) {}
}
