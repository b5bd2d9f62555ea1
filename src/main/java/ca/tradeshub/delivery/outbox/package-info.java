/** The outbox: messages in order per key, sent in broker transactions by one hub per queue. */
@org.springframework.modulith.NamedInterface("outbox")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.delivery.outbox;
