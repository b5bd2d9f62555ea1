/** The outbox: messages in order per key, sent in broker transactions by one hub per queue. */
@org.springframework.modulith.NamedInterface("outbox")
package ca.tradeshub.delivery.outbox;
