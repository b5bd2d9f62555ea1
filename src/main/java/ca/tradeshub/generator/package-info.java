/**
 * Makes realistic years of registrations, certificates and payroll in the senders' wire formats, and says beside them
 * what the hub should make of them. It stands opposite the hub: it writes what {@code feeds} reads and computes what
 * {@code rules} computes, from its own data and its own arithmetic, so that the two can be held against each other.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = "canonical")
package ca.tradeshub.generator;
