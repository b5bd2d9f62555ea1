/** Learns weights from labelled records, and measures matches against the labels. */
@org.springframework.modulith.NamedInterface("learning")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.identity.learning;
