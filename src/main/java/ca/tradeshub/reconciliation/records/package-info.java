/** The standing records that decisions are based on. */
@org.springframework.modulith.NamedInterface("records")
package ca.tradeshub.reconciliation.records;
