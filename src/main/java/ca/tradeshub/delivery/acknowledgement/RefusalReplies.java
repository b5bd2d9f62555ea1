// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Informs a partner on a queue of its own that an acknowledgement was not accepted, and why ({@code
 * acknowledgement-refusal/1}). Only partners in the settings have such a queue; a queue that a message names for its reply
 * is never used.
 */
@Component
public class RefusalReplies {

    public static final String CONTRACT = "acknowledgement-refusal/1";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalReplies.class);
    private static final int AT_ONCE = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RefusedAcknowledgements refused;
    private final DeliverySettings settings;

    RefusalReplies(RefusedAcknowledgements refused, DeliverySettings settings) {
        this.refused = refused;
        this.settings = settings;
    }

    /** The replies to send now. */
    public List<RefusedAcknowledgements.Reply> due() {
        return refused.unanswered(settings.acknowledgers().keySet(), AT_ONCE);
    }

    /**
     * Addresses a reply.
     *
     * @return the text to send
     */
    public String write(@Body RefusedAcknowledgements.Reply reply, @Headers Map<String, Object> headers) {
        RefusedAcknowledgement entry = reply.entry();
        headers.put("CamelJmsDestinationName", PartnerQueues.refusals(entry.partner()));
        headers.put("contract", CONTRACT);
        headers.put("_AMQ_DUPL_ID", "refusal-" + entry.id());
        if (reply.correlation() != null) {
            headers.put("JMSCorrelationID", reply.correlation());
        }
        ObjectNode body = JSON.createObjectNode()
                .put("contract", CONTRACT)
                .put("id", entry.id())
                .put("problem", entry.problem().name())
                .put("detail", entry.problem().text().en())
                .put("detailFr", entry.problem().text().fr())
                .put("messageId", entry.messageId())
                .put("digest", entry.digest())
                .put("receivedAt", entry.receivedAt().toString());
        return body.toString();
    }

    /** Notes that the broker has a reply. */
    public void sent(@ExchangeProperty("reply") RefusedAcknowledgements.Reply reply) {
        refused.replied(reply.entry().id());
    }

    /** A reply that could not be sent is tried again with the next ones. */
    public void failed(@ExchangeProperty("reply") RefusedAcknowledgements.Reply reply) {
        LOG.warn(
                "The reply about refused acknowledgement {} is sent later",
                reply.entry().id());
    }
}
