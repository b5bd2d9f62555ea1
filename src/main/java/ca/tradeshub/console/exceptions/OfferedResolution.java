// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resolution that the page of an exception offers, with what it would do.
 *
 * @param value what the form sends for it
 * @param option the resolution
 * @param side the side that it uses, null when it chooses none
 * @param preview what it would do
 * @param messages the messages that it would make, each with the one before it
 */
public record OfferedResolution(
        String value,
        ResolutionOptions.Option option,
        @Nullable ExceptionSide side,
        ResolutionEffects.Preview preview,
        List<MessageToCome> messages) {

    /** Whether a second person must approve it: for what it is, or for the claim that it releases. */
    public boolean needsApproval() {
        return option.needsApproval() || preview.releasesClaim();
    }

    /**
     * A message that would be made.
     *
     * @param queue its queue
     * @param recordKey its key
     * @param kind its kind
     * @param creditBefore the tax credit that the message before states, null without one
     * @param credit the tax credit that it states, null when it states none
     */
    public record MessageToCome(
            String queue,
            String recordKey,
            String kind,
            @Nullable BigDecimal creditBefore,
            @Nullable BigDecimal credit) {}
}
