// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.alarm.Alarms.Notice;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a notice to the webhook for every alarm that opens or closes, in order and at least once. While the webhook does
 * not respond, an alarm about it is open and the notices wait; without a webhook, notices are dropped.
 */
@Component
public class AlarmWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmWebhook.class);
    private static final Messages MESSAGES = Messages.of(AlarmWebhook.class);
    private static final int OK = 2;

    private final Alarms alarms;
    private final AlarmSettings settings;
    private final TransactionTemplate transaction;
    private final HttpClient http;

    AlarmWebhook(Alarms alarms, AlarmSettings settings, PlatformTransactionManager transactions) {
        this.alarms = alarms;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /** Sends the waiting notices, until all are sent or the webhook fails. */
    public void send() {
        URI webhook = settings.webhook();
        if (webhook == null) {
            alarms.skipNotices();
            return;
        }
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(tx -> sendNext(webhook)));
        }
    }

    private boolean sendNext(URI webhook) {
        Optional<Notice> next = alarms.nextNotice();
        if (next.isEmpty()) {
            return false;
        }
        Optional<Text> fault = post(webhook, next.get());
        String subject = webhook.getHost();
        if (fault.isPresent()) {
            LOG.warn(
                    "Cannot send an alarm notice to {}; it is retried: {}",
                    subject,
                    fault.get().en());
            alarms.raise(AlarmCode.ALARM_NOT_SENT, subject, fault.get());
            return false;
        }
        alarms.notified(next.get());
        alarms.close(AlarmCode.ALARM_NOT_SENT, subject);
        return true;
    }

    /** Why the webhook did not accept a notice; empty when it did. */
    private Optional<Text> post(URI webhook, Notice notice) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("event", notice.isOpening() ? "OPENED" : "CLOSED")
                .put("id", notice.id())
                .put("code", notice.code().code())
                .put("subject", notice.subject())
                .put("detail", notice.detail().en())
                .put("detailFr", notice.detail().fr())
                .put("owner", notice.code().owner())
                .put("meaning", notice.code().meaning().en())
                .put("meaningFr", notice.code().meaning().fr())
                .put("remedy", notice.code().remedy().en())
                .put("remedyFr", notice.code().remedy().fr())
                .put("at", notice.at().toString())
                .toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == OK ? Optional.empty() : Optional.of(MESSAGES.text("webhook.status", status));
        } catch (IOException e) {
            return Optional.of(MESSAGES.text("webhook.unreachable", e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(MESSAGES.text("webhook.stopping"));
        }
    }

    private Optional<String> token() {
        if (settings.tokenFile() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(settings.tokenFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The token file of hub.alarms cannot be read", e);
        }
    }
}
