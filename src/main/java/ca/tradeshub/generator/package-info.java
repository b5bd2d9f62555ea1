/**
 * Generates realistic years of registrations, certificates and payroll in the formats of the senders, with the results
 * expected from the hub. The generator is independent of the hub: it writes what {@code feeds} reads and computes what
 * {@code rules} computes, from its own data and with its own arithmetic, so that a test can compare the two.
 *
 * <p>Sub-packages import in one direction: {@code random}, {@code request}, {@code people}, {@code employer}, {@code
 * career}, {@code payroll} and {@code college}, {@code forecast}, {@code wire}, {@code feed}.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.generator;
