/** Responses to senders: which are due, and the reports they are written from. */
@org.springframework.modulith.NamedInterface("response")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.response;
