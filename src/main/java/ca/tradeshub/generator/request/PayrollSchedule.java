// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/** How often employers send payroll. */
public enum PayrollSchedule {
    /** Once per taxation year. */
    YEARLY,
    /** Once per taxation year for small employers, quarterly or monthly for larger ones. */
    BY_SIZE
}
