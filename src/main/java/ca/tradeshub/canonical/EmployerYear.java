// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a payroll file's control file on the employer and its taxation year (interface agreements, section 1.3).
 *
 * @param businessNumber the payroll account, fifteen characters
 * @param name the employer's name
 * @param kind what the employer is
 * @param ontarioEstablishment whether it has a permanent establishment in Ontario, null when not stated
 * @param ontarioTaxpayer whether it is subject to Ontario income tax, null when not stated
 * @param priorYearPayroll payroll of the previous taxation year; null is unknown, none is 0.00
 * @param priorYearShort whether the previous taxation year was short, null when not stated
 * @param associatedGroup whether it belongs to an associated group, null when not stated
 * @param partners the partners of a partnership, empty when none are stated
 * @param taxationYear the taxation year the file reports on
 */
public record EmployerYear(
        BusinessNumber businessNumber,
        String name,
        Kind kind,
        @Nullable Boolean ontarioEstablishment,
        @Nullable Boolean ontarioTaxpayer,
        @Nullable Money priorYearPayroll,
        @Nullable Boolean priorYearShort,
        @Nullable Boolean associatedGroup,
        List<Partner> partners,
        Period taxationYear) {

    /** What an employer is. */
    public enum Kind {
        CORPORATION,
        PROPRIETOR,
        PARTNERSHIP,
        EMPLOYMENT_AGENCY
    }

    /**
     * A partner and its share.
     *
     * @param name the partner's name
     * @param kind general or limited
     * @param share the share as an exact decimal, 1 is the whole
     */
    public record Partner(String name, Kind kind, BigDecimal share) {

        /** Kinds of partner. */
        public enum Kind {
            GENERAL,
            LIMITED
        }
    }

    /**
     * What the employer claims for one apprenticeship.
     *
     * @param agreementNumber the agreement claimed for
     * @param claimed the credit claimed
     * @param t4Income employment income on the apprentice's T4, null when not stated
     */
    public record Claim(String agreementNumber, Money claimed, @Nullable Money t4Income) {}
}
