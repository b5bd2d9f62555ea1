// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

/**
 * Open exceptions of one type.
 *
 * @param type the exception's type (interface agreements, section 5)
 * @param open how many are open
 */
public record ExceptionCount(String type, long open) {}
