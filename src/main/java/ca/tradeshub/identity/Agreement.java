// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

/** Whether two records agree in a field. */
public enum Agreement {

    /** The values are the same for a reader. */
    AGREES,

    /** The values differ by a usual slip or spelling. */
    CLOSE,

    /** The values differ by more than a usual slip. */
    DIFFERS,

    /** A record does not contain the field. */
    UNKNOWN
}
