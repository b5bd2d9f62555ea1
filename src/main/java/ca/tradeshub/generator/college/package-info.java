/** Certificates on the college's register. */
package ca.tradeshub.generator.college;
