// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

/**
 * Figures of a generated year.
 *
 * @param employers employers with apprentices
 * @param registrations records of registrations, all versions, in all drop phases
 * @param payLines pay lines in all drop phases
 * @param certificates certificates in all drop phases
 * @param files files, control files included
 * @param bytes total size of these files
 */
public record YearReport(long employers, long registrations, long payLines, long certificates, int files, long bytes) {}
