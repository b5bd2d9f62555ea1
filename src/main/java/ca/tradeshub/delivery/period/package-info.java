/** Periods: closes the calendar periods of the consumers' queues with a message each. */
@org.springframework.modulith.NamedInterface("period")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.delivery.period;
