// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import java.math.BigDecimal;

/**
 * What the sender says its file holds.
 *
 * @param records number of records
 * @param total hours credited (registrations), gross wages (payroll) or the sum of the member numbers modulo 10¹²
 *     (certificates)
 */
public record ControlTotals(int records, BigDecimal total) {}
