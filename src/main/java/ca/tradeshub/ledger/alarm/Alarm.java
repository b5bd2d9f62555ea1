// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.alarm;

import ca.tradeshub.canonical.Text;
import java.time.Instant;

/**
 * Something an operator must know of, open until its cause is gone.
 *
 * @param id the ledger's id
 * @param code what kind of alarm, which says who owns it and what to do
 * @param subject what it is about; with the code it names the alarm
 * @param detail a sentence for the operator, without personal data
 * @param openedAt when it opened
 */
public record Alarm(long id, AlarmCode code, String subject, Text detail, Instant openedAt) {}
