/** The messages of all queues, and what each queue received about a key. */
@org.springframework.modulith.NamedInterface("messages")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview.messages;
