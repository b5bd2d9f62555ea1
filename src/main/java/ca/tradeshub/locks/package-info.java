/** Locks: the advisory locks of the database, and the order in which a transaction takes them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package ca.tradeshub.locks;
