/** Deterministic random draws and the reference tables they draw from. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator.random;
