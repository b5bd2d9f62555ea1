/** Acknowledgements from the partners. */
@org.springframework.modulith.NamedInterface("acknowledgement")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.delivery.acknowledgement;
