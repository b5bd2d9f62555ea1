/** Landing: recording what arrived, pairing control files with their CSVs, and watching sequences and uploads. */
@org.springframework.modulith.NamedInterface("landing")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.landing;
