package ca.tradeshub.ledger;

import java.time.Instant;

/**
 * Something an operator must know of, open until its cause is gone.
 *
 * @param id the ledger's id
 * @param code what kind of alarm, for example {@code WORK-PARKED}
 * @param subject what it is about; with the code it names the alarm
 * @param detail a sentence for the operator, without personal data
 * @param owner who acts on it
 * @param openedAt when it opened
 */
public record Alarm(long id, String code, String subject, String detail, String owner, Instant openedAt) {}
