// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A taxpayer's total credit for a taxation year: the sum of the credits of its claims, over all payroll accounts. Only
 * messages in force count.
 *
 * @param taxpayer business number, nine digits
 * @param taxationYearEnd last day of the taxation year
 * @param credit the sum
 * @param claims the claims, by key, those without a message included
 * @param partners the partners' sums, by their place in the control file; empty unless the taxpayer is a partnership
 */
public record TotalCredit(
        String taxpayer, String taxationYearEnd, String credit, List<Claim> claims, List<Partner> partners) {

    /**
     * A claim.
     *
     * @param state the state of its decision
     * @param messageId the message in force, null without one
     * @param credit the credit in that message, null without one
     */
    public record Claim(String recordKey, String state, @Nullable String messageId, @Nullable String credit) {}

    /**
     * A partner.
     *
     * @param number 1, 2, … in the order of the control file
     * @param kind {@code GENERAL} or {@code LIMITED}
     * @param share its share as stated
     * @param credit its sum
     */
    public record Partner(int number, String kind, String share, String credit) {}
}
