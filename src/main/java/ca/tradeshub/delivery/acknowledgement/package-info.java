/** Acknowledgements from the partners. */
@org.springframework.modulith.NamedInterface("acknowledgement")
package ca.tradeshub.delivery.acknowledgement;
