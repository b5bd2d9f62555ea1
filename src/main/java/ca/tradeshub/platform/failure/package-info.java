/** Failures: the policies that retry and park work of all routes, and start failures that an operator can resolve. */
package ca.tradeshub.platform.failure;
