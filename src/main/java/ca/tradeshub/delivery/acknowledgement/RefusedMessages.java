// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.resolved.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What follows when a consumer refuses a message: an exception, and its records are held (interface agreements, section 6). */
@Component
public class RefusedMessages {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedMessages.class);

    /** What the message stated that is withdrawn, and the records that count in place of its records now. */
    private static final String WITHDRAWN =
            """
            with source as (
                select s.file_id, s.line
                  from message_record s
                 where s.message_id = (select n.id from message n
                                where n.queue = :queue and n.record_key = :key and n.kind <> 'WITHDRAW'
                                order by n.version desc limit 1))
            select file_id, line from source
            union
            select r.file_id, r.line
              from source
              join record o using (file_id, line)
              join record r on r.feed = o.feed and r.record_key = o.record_key
             where r.state not in ('SUPERSEDED', 'DUPLICATE', 'REJECTED')
             order by file_id, line
            """;

    /** The tax credit that the refused message states, or that the message states which it withdraws. */
    private static final String STATED_CREDIT =
            """
            select cast(body::json #>> '{computation,credit}' as numeric) as credit from message
             where queue = :queue and record_key = :key and kind <> 'WITHDRAW'
               and version <= (select version from message where message_id = :message)
             order by version desc limit 1
            """;

    private final JdbcClient jdbc;
    private final RecordStates records;
    private final Findings findings;
    private final ExceptionCases exceptions;

    RefusedMessages(JdbcClient jdbc, RecordStates records, Findings findings, ExceptionCases exceptions) {
        this.jdbc = jdbc;
        this.records = records;
        this.findings = findings;
        this.exceptions = exceptions;
    }

    /**
     * Asks a person to settle a refusal, in the caller's transaction.
     *
     * @param contributing the records that the message is based on
     * @param reason the consumer's reason, masked; null when it gave none
     */
    void refused(AcknowledgedMessage message, List<RecordAddress> contributing, @Nullable String reason) {
        if (message.withdraws()) {
            askAboutWithdrawal(message, reason);
        } else {
            hold(message, contributing, reason);
        }
    }

    /**
     * Asks a person about a withdrawal. It is based on no records, so none are held: those that count now count in other
     * messages.
     */
    private void askAboutWithdrawal(AcknowledgedMessage message, @Nullable String reason) {
        List<RecordAddress> withdrawn = jdbc.sql(WITHDRAWN)
                .param("queue", message.queue())
                .param("key", message.recordKey())
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
        Disagreement disagreement = Refusals.ofWithdrawal(message.messageId(), reason);
        exceptions.open(
                ExceptionSubject.ofKey(message.recordKey()),
                List.of(disagreement.withAmount(statedCredit(message))),
                withdrawn);
        LOG.warn("The withdrawal {} was refused by its consumer", message.messageId());
    }

    private @Nullable AmountAtStake statedCredit(AcknowledgedMessage message) {
        return jdbc.sql(STATED_CREDIT)
                .param("queue", message.queue())
                .param("key", message.recordKey())
                .param("message", message.messageId())
                .query((rs, row) -> Optional.ofNullable(rs.getBigDecimal("credit")))
                .optional()
                .flatMap(Function.identity())
                .map(credit -> new AmountAtStake(credit, AmountAtStake.Of.CREDIT))
                .orElse(null);
    }

    /** Holds the records with their key, until a person decides or the key gets another content. */
    private void hold(AcknowledgedMessage message, List<RecordAddress> contributing, @Nullable String reason) {
        Disagreement disagreement =
                Refusals.disagreement(message.messageId(), reason).withAmount(statedCredit(message));
        exceptions.open(ExceptionSubject.ofKey(message.recordKey()), List.of(disagreement), contributing);
        int held = records.move(
                contributing,
                Set.of(RecordState.PENDING, RecordState.DELIVERED),
                RecordState.HELD,
                ExceptionType.CONSUMER_REFUSED.name(),
                message.recordKey());
        findings.addDecided(message.recordKey(), contributing, disagreement.finding());
        LOG.warn("Message {} was refused by its consumer; {} records are held", message.messageId(), held);
    }
}
