/** Failures: the policies that retry and park work of all routes, and start failures that an operator can resolve. */
@org.springframework.modulith.NamedInterface("failure")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.failure;
