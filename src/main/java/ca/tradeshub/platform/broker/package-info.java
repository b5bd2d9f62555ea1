/** The connection to the message broker and the queues on it. */
@org.springframework.modulith.NamedInterface("broker")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.platform.broker;
