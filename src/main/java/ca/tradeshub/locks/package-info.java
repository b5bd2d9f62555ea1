/** Locks: the advisory locks of the database, and the order in which a transaction takes them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.locks;
