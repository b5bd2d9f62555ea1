/** Responses to senders: receipts, statuses, findings and rejection packs. */
@org.springframework.modulith.NamedInterface("response")
package ca.tradeshub.intake.response;
