/**
 * The hub's one language: the records and values every source is mapped to. Plain Java, no framework. Every other
 * package may import it, and it does not import any of them.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.canonical;
