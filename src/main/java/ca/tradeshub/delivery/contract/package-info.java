/** Messages rendered by their published contracts. */
@org.springframework.modulith.NamedInterface("contract")
package ca.tradeshub.delivery.contract;
