/** Messages rendered by their published contracts. */
@org.springframework.modulith.NamedInterface("contract")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.delivery.contract;
