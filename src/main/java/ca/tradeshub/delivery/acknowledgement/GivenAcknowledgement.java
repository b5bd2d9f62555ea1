// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.protection.Masking;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement that takes effect.
 *
 * @param user who gave it
 * @param evidence what the audit entry has besides
 * @param message the message it is about
 */
record GivenAcknowledgement(
        Acknowledgement acknowledgement, String user, Map<String, String> evidence, AcknowledgedMessage message) {

    static GivenAcknowledgement of(InboundAcknowledgement.Readable received, AcknowledgedMessage message) {
        return new GivenAcknowledgement(
                received.acknowledgement(),
                received.user(),
                Map.of("acknowledgement", received.received().digest()),
                message);
    }

    @Nullable
    String reason() {
        return Masking.freeText(acknowledgement.reason());
    }

    AuditTrail.Act act() {
        Map<String, Object> detail = new HashMap<>(evidence);
        detail.put("at", acknowledgement.at().toString());
        detail.put("queue", message.queue());
        return new AuditTrail.Act(
                "user:" + user,
                "message." + acknowledgement.status().name().toLowerCase(Locale.ROOT),
                "message:" + message.messageId(),
                detail);
    }
}
