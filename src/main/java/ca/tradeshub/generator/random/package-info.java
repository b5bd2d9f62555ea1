/** Deterministic random draws and the reference tables they draw from. */
package ca.tradeshub.generator.random;
