// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who trains the apprentice under an agreement.
 *
 * @param kind what kind of sponsor
 * @param businessNumber its business number, fifteen characters
 * @param name its name
 * @param since the day this sponsor took the apprentice
 * @param isJourneyperson whether the employer is a journeyperson, null when not stated
 * @param journeypersons journeypersons in the trade working with the apprentice, the employer not among them, null
 *     when not stated
 * @param apprentices apprentices in the trade working together, null when not stated
 */
public record Sponsor(
        Kind kind,
        BusinessNumber businessNumber,
        String name,
        LocalDate since,
        @Nullable Boolean isJourneyperson,
        @Nullable Integer journeypersons,
        @Nullable Integer apprentices) {

    /** The kinds of sponsor a registration may name. */
    public enum Kind {
        EMPLOYER,
        UNION,
        JOINT_COMMITTEE,
        AGENCY
    }
}
