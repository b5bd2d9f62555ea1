/** Finds the person of a record among many: blocking, candidates, thresholds and groups of records. */
@org.springframework.modulith.NamedInterface("matching")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.identity.matching;
