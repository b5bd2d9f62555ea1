/** Employers: trades, pay patterns, wages, payroll providers and the employers drawn from them. */
package ca.tradeshub.generator.employer;
