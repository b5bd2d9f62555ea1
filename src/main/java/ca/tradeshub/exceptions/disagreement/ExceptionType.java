// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.disagreement;

/** The types of exception (interface agreements, section 5). */
public enum ExceptionType {
    MISSING_REGISTRATION,
    MISSING_CERTIFICATE,
    VALUE_MISMATCH,
    IDENTITY_AMBIGUOUS,
    IDENTITY_CLASH,
    RULE_HOLD,
    CONSUMER_REFUSED,
    DUPLICATE_KEY
}
