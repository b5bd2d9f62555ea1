/** The connection to the message broker and the queues on it. */
@org.springframework.modulith.NamedInterface("broker")
package ca.tradeshub.platform.broker;
