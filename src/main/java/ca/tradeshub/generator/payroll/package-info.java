/** Pay lines of an employer and the days on which they are submitted. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.payroll;
