/** The standing records that decisions are based on. */
@org.springframework.modulith.NamedInterface("records")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.records;
