// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import ca.tradeshub.intake.landing.Inboxes;
import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.sftp.InboxFailures;
import ca.tradeshub.intake.sftp.SshKeyExchange;
import ca.tradeshub.ledger.InboxId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Registry;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Creates the routes of every configured sender from the templates in {@code routes/}: one that takes in files, one that
 * takes in files for a dry run, one that writes responses. A new sender is configuration. All drop folders share a bounded
 * pool of threads, and their polls are spread over the interval; a bounded pool writes the responses. The routes are added
 * before Camel starts, because Camel compares each route added later with all others.
 */
@Component
class SenderRoutes extends RouteBuilder implements DisposableBean {

    private final Senders senders;
    private final Inboxes folders;
    private final IntakeSettings settings;
    private final DropSiteSettings dropSite;
    private final ScheduledExecutorService polling;
    private final ExecutorService responseWriting;

    SenderRoutes(Senders senders, Inboxes folders, IntakeSettings settings, DropSiteSettings dropSite) {
        this.senders = senders;
        this.folders = folders;
        this.settings = settings;
        this.dropSite = dropSite;
        SshKeyExchange.proposeUntried();
        AtomicInteger threads = new AtomicInteger();
        this.polling = Executors.newScheduledThreadPool(
                settings.pollingThreads(), task -> new Thread(task, "drop-folders-" + threads.incrementAndGet()));
        AtomicInteger writers = new AtomicInteger();
        // While all writers are busy, the scheduler thread writes a round itself and takes no further responses.
        this.responseWriting = new ThreadPoolExecutor(
                settings.responseThreads(),
                settings.responseThreads(),
                0,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "responses-" + writers.incrementAndGet()),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @Override
    public void configure() {
        Registry registry = getContext().getRegistry();
        registry.bind(SenderBeans.POLLING, polling);
        registry.bind(SenderBeans.RESPONSE_WRITERS, responseWriting);
        int place = 0;
        for (Map.Entry<String, SenderSettings> sender : senders.senders().entrySet()) {
            for (InboxId inbox : InboxId.of(sender.getKey())) {
                registry.bind(SenderBeans.folder(SenderBeans.name(inbox)), folders.of(inbox));
                registry.bind(SenderBeans.failures(SenderBeans.name(inbox)), new InboxFailures(inbox));
            }
            add(sender.getKey(), sender.getValue(), place++);
        }
    }

    @Override
    public void destroy() {
        polling.shutdownNow();
        responseWriting.shutdownNow();
    }

    private void add(String sender, SenderSettings sent, int place) {
        Duration interval = settings.pollInterval(sent);
        long spread = interval.toMillis() * place / senders.senders().size();
        account(templatedRoute("responses.out"), sender, sent).routeId("responses.out." + sender);
        String feed = sent.feed().wireName();
        for (InboxId inbox : InboxId.of(sender)) {
            account(templatedRoute("intake"), sender, sent)
                    .routeId("intake-" + feed + "." + sender + (inbox.dryRun() ? "." + inbox.folder() : ""))
                    .parameter("folder", inbox.folder())
                    .parameter("drop", SenderBeans.name(inbox))
                    .parameter("interval", Long.toString(interval.toMillis()))
                    .parameter("spread", Long.toString(inbox.dryRun() ? spread + interval.toMillis() / 2 : spread));
        }
    }

    private TemplatedRouteDefinition account(TemplatedRouteDefinition route, String sender, SenderSettings sent) {
        route.parameter("sender", sender)
                .parameter("host", sent.host() == null ? dropSite.host() : sent.host())
                .parameter("port", Integer.toString(sent.port() == null ? dropSite.port() : sent.port()))
                .parameter("username", sent.username() == null ? sender : sent.username())
                .parameter(
                        "knownHosts",
                        path(sent.knownHosts() == null ? Path.of(dropSite.knownHosts()) : sent.knownHosts()));
        if (sent.password() != null) {
            route.parameter("password", sent.password());
        }
        if (sent.privateKeyFile() != null) {
            route.parameter("privateKeyFile", path(sent.privateKeyFile()));
        }
        return route;
    }

    private static String path(Path path) {
        return path.toAbsolutePath().toString();
    }
}
