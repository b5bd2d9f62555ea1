/** Responses to senders: receipts, statuses, findings and rejection packs. */
@org.springframework.modulith.NamedInterface("response")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake.response;
