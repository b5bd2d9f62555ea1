/** What persons do about exceptions: the resolutions they can make, and the rules for making, approving and undoing them. */
@org.springframework.modulith.NamedInterface("action")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.exceptions.action;
