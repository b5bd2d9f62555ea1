/** Employers: trades, pay patterns, wages, payroll providers and the employers drawn from them. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.employer;
