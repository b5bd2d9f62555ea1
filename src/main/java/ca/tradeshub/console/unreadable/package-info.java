/** Requests that cannot be read, and the headers of their pages and all others. */
@org.springframework.modulith.NamedInterface("unreadable")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console.unreadable;
