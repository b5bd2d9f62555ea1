/** Certificates on the college's register. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.college;
