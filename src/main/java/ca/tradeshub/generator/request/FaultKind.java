// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/** The kinds of faults that can be injected into a year, each with the share of what it affects. */
public enum FaultKind {
    /** Files whose first attempt has a defect and is refused. */
    REFUSED,
    /** Additional records that are rejected, as a share of the clean records. */
    REJECTED,
    /** Records that a newer version replaces afterwards. */
    CORRECTION,
    /** Certificates sent under a wrong trade first and corrected afterwards. */
    WITHDRAWAL,
    /** Registrations that arrive after the pay they belong to. */
    LATE,
    /** Registrations that never arrive. */
    LOST,
    /** Records that are sent again unchanged. */
    DUPLICATE,
    /** Pay and certificates with a variation of the name. */
    NAME_ERROR
}
