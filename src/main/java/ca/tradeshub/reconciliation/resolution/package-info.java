/** What the resolutions of persons do to records, decisions and messages. */
@org.springframework.modulith.NamedInterface("resolution")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.resolution;
