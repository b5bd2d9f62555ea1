// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement.Problem;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.protection.Masking;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the consumers' acknowledgements in the ledger. Each takes effect once, however often it arrives. A refusal opens
 * the exception {@code CONSUMER_REFUSED} and holds the records the message is based on (interface agreements, sections 3
 * and 6). An acknowledgement that is not valid, names an unknown message or comes from a user without the right to
 * acknowledge for the queue has no effect; it is kept sealed as a refused acknowledgement.
 */
@Component
public class Acknowledgements {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    /** 32 hexadecimal digits, not all of them decimal. */
    private static final Pattern OWN_ID = Pattern.compile("(?=.*[a-f])[0-9a-f]{32}");

    private final AcknowledgementLedger ledger;
    private final RefusedMessages refusals;
    private final RefusedAcknowledgements refused;
    private final SenderResponses responses;
    private final AuditTrail audit;
    private final DeliverySettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Acknowledgements(
            AcknowledgementLedger ledger,
            RefusedMessages refusals,
            RefusedAcknowledgements refused,
            SenderResponses responses,
            AuditTrail audit,
            DeliverySettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.ledger = ledger;
        this.refusals = refusals;
        this.refused = refused;
        this.responses = responses;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Records acknowledgements from a partner's own queue, which identifies the partner. */
    public void recordFrom(@Body List<InboundAcknowledgement> received, @ExchangeProperty("partner") String partner) {
        recordAll(received.stream().map(each -> each.from(partner)).toList());
    }

    /**
     * Records acknowledgements in their order; anything that is not a valid one becomes a refused acknowledgement. Those
     * that say that a message was posted, nearly all, are recorded in one transaction as far as they follow one another. If
     * it fails, each is recorded alone, so that one that cannot be recorded holds up no other.
     */
    public void recordAll(@Body List<InboundAcknowledgement> received) {
        List<InboundAcknowledgement.Readable> posted = new ArrayList<>();
        for (InboundAcknowledgement each : received) {
            if (each instanceof InboundAcknowledgement.Readable readable
                    && readable.acknowledgement().status() == Acknowledgement.Status.POSTED) {
                posted.add(readable);
            } else {
                recordPosted(posted);
                posted.clear();
                record(each);
            }
        }
        recordPosted(posted);
    }

    private void recordPosted(List<InboundAcknowledgement.Readable> posted) {
        if (posted.size() < 2) {
            posted.forEach(each -> record((InboundAcknowledgement) each));
            return;
        }
        List<InboundAcknowledgement.Readable> others;
        try {
            others = Objects.requireNonNull(transaction.execute(status -> othersThanPosted(posted)));
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} acknowledgements were not recorded together and are recorded one by one: {}",
                    posted.size(),
                    FailureCause.withoutMessage(e));
            others = posted;
        }
        others.forEach(each -> record((InboundAcknowledgement) each));
    }

    /** Records those of the acknowledgements that take effect; returns those that must be refused. */
    private List<InboundAcknowledgement.Readable> othersThanPosted(List<InboundAcknowledgement.Readable> posted) {
        Map<String, AcknowledgedMessage> known = ledger.find(posted.stream()
                .map(each -> each.acknowledgement().messageId())
                .distinct()
                .toList());
        List<InboundAcknowledgement.Readable> others = new ArrayList<>();
        Map<String, GivenAcknowledgement> effective = new LinkedHashMap<>();
        for (InboundAcknowledgement.Readable each : posted) {
            AcknowledgedMessage message = known.get(each.acknowledgement().messageId());
            if (message == null
                    || !mayAcknowledge(each.user(), message.queue())
                    || message.status() != null && !message.isPosted()) {
                others.add(each);
            } else if (!message.isPosted()) {
                effective.putIfAbsent(message.messageId(), GivenAcknowledgement.of(each, message));
            }
        }
        if (!effective.isEmpty()) {
            storePosted(List.copyOf(effective.values()));
        }
        return others;
    }

    private void storePosted(List<GivenAcknowledgement> posted) {
        ledger.add(posted);
        responses.due(
                ledger.files(posted.stream().map(each -> each.message().id()).toList()));
        audit.append(posted.stream().map(GivenAcknowledgement::act).toList());
    }

    /** Records an acknowledgement; anything that is not a valid one becomes a refused acknowledgement. */
    public void record(InboundAcknowledgement received) {
        transaction.executeWithoutResult(status -> {
            if (received instanceof InboundAcknowledgement.Readable readable) {
                record(readable);
            } else if (received instanceof InboundAcknowledgement.Unreadable unreadable) {
                refuse(unreadable, unreadable.problem(), null);
            }
        });
    }

    private void record(InboundAcknowledgement.Readable received) {
        Acknowledgement acknowledgement = received.acknowledgement();
        Optional<AcknowledgedMessage> known = find(acknowledgement.messageId());
        if (known.isEmpty()) {
            refuse(received, Problem.UNKNOWN_MESSAGE, acknowledgement.messageId());
            return;
        }
        AcknowledgedMessage message = known.get();
        if (!mayAcknowledge(received.user(), message.queue())) {
            refuse(received, Problem.NOT_PERMITTED, message.messageId());
        } else if (acknowledgement.status().name().equals(message.status())) {
            LOG.debug("Message {} was acknowledged before", message.messageId());
        } else if (message.status() != null && acknowledgement.status() == Acknowledgement.Status.POSTED) {
            refuse(received, Problem.AFTER_REFUSAL, message.messageId());
        } else {
            store(GivenAcknowledgement.of(received, message));
        }
    }

    private Optional<AcknowledgedMessage> find(String messageId) {
        return Optional.ofNullable(ledger.find(List.of(messageId)).get(messageId));
    }

    private boolean mayAcknowledge(String user, String queue) {
        return settings.acknowledgers().getOrDefault(user, List.of()).contains(queue);
    }

    /**
     * Records that an operator treats a message as refused by its consumer; does nothing to one that was acknowledged
     * meanwhile.
     *
     * @param reason why, shown as the reason of the refusal
     */
    void refusedByOperator(String messageId, String reason, String operator) {
        Acknowledgement refusal = new Acknowledgement(
                messageId,
                Acknowledgement.Status.REFUSED,
                reason,
                clock.instant().atOffset(ZoneOffset.UTC));
        transaction.executeWithoutResult(status -> find(messageId)
                .filter(message -> message.status() == null)
                .ifPresent(message ->
                        store(new GivenAcknowledgement(refusal, operator, Map.of("reason", reason), message))));
    }

    private void store(GivenAcknowledgement given) {
        if (given.acknowledgement().status() == Acknowledgement.Status.POSTED) {
            storePosted(List.of(given));
            return;
        }
        AcknowledgedMessage message = given.message();
        ledger.add(List.of(given));
        List<RecordAddress> contributing = ledger.contributing(message);
        if (!message.isReplaced()) {
            refusals.refused(message, contributing, given.reason());
        }
        responses.due(contributing.stream()
                .map(RecordAddress::fileId)
                .distinct()
                .sorted()
                .toList());
        audit.append(List.of(given.act()));
    }

    private void refuse(InboundAcknowledgement received, Problem problem, @Nullable String messageId) {
        refused.add(received.user(), problem, messageId == null ? null : shown(messageId), received.received());
    }

    /** An id in the form of the hub's own stays whole, although nine of its digits may look like a number of a person. */
    private static String shown(String messageId) {
        return OWN_ID.matcher(messageId).matches() ? messageId : Masking.quoted(messageId);
    }
}
