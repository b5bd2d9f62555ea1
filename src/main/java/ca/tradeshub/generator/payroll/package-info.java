/** Pay lines of an employer and the days on which they are submitted. */
package ca.tradeshub.generator.payroll;
