// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.demo;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileVerdict;
import ca.tradeshub.overview.QueueDepths;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.platform.PageAddress;
import ca.tradeshub.platform.demo.DemoPhase.DemoFile;
import ca.tradeshub.platform.embedded.EmbeddedDropSite;
import ca.tradeshub.platform.settings.DemoSettings;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.StateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Drops the demo files into the senders' folders in phases, on the first start only, and prints the outcome of each file.
 * The feeds of a phase come one after another, each when the messages of the one before are sent: two records of one
 * person make one message when they are decided together and two when they are not, and the demo prints a fixed number.
 * An interrupted demo continues where it stopped.
 */
@Component
@EmbeddedComposition
@ConditionalOnProperty("hub.demo.enabled")
class Demo implements AutoCloseable {

    private static final String IS_QUIET = "select not exists (select from dirty_key)"
            + " and not exists (select from message_status where not sent and not parked)";

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration LOOK = Duration.ofMillis(250);

    private final List<DemoPhase> phases;
    private final Path finished;
    private final EmbeddedDropSite site;
    private final LandedFiles files;
    private final QueueDepths queues;
    private final JdbcClient jdbc;
    private final PageAddress page;
    private final Duration patience;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "demo");
    private final Map<DemoFile, Integer> turns = new HashMap<>();

    Demo(
            HubSettings settings,
            DemoSettings demo,
            StateFolder state,
            EmbeddedDropSite site,
            LandedFiles files,
            QueueDepths queues,
            JdbcClient jdbc,
            PageAddress page)
            throws IOException {
        this.phases = DemoPhase.under(
                settings.fixturesDir().isBlank() ? "classpath:fixtures" : "file:" + settings.fixturesDir());
        this.finished = state.root().resolve("demo.finished");
        this.site = site;
        this.files = files;
        this.queues = queues;
        this.jdbc = jdbc;
        this.page = page;
        this.patience = demo.patience();
        Map<String, Integer> seen = new HashMap<>();
        phases.stream()
                .flatMap(phase -> phase.files().stream())
                .forEach(fixture ->
                        turns.put(fixture, seen.merge(fixture.sender() + "/" + fixture.name(), 1, Integer::sum)));
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (Files.exists(finished)) {
            LOG.info("The demo files were dropped on an earlier start and are not dropped again.");
            return;
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (DemoPhase phase : phases) {
                LOG.info("Demo {} of {}: {}", phase.number(), phases.size(), phase.title());
                for (List<DemoFile> feed : phase.feeds()) {
                    for (DemoFile fixture : feed) {
                        drop(fixture);
                    }
                    if (!awaitAnswers(feed) || !awaitQuiet()) {
                        return;
                    }
                }
            }
            Files.createFile(finished);
            LOG.info("{}", summary());
        } catch (IOException e) {
            LOG.error("The demo stopped: its files cannot be dropped", e);
        }
    }

    private int turn(DemoFile fixture) {
        return Objects.requireNonNull(turns.get(fixture), "every fixture of the demo has its turn");
    }

    private void drop(DemoFile fixture) throws IOException {
        if (landings(fixture).size() >= turn(fixture)) {
            return;
        }
        Path folder = site.home(fixture.sender()).resolve("in");
        Path upload = folder.resolve("." + fixture.name() + ".part");
        try (InputStream content = fixture.content().getInputStream()) {
            Files.copy(content, upload, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(upload, folder.resolve(fixture.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<FileRow> landings(DemoFile fixture) {
        return files.dropped(fixture.sender(), fixture.name());
    }

    /** Waits for the response to every file and prints each outcome; false when the hub stops. */
    private boolean awaitAnswers(List<DemoFile> feed) {
        List<DemoFile> open = new ArrayList<>(
                feed.stream().filter(fixture -> !fixture.isControl()).toList());
        long looks = patience.dividedBy(LOOK);
        while (!open.isEmpty()) {
            open.removeIf(this::isAnswered);
            if (--looks < 0 && !open.isEmpty()) {
                LOG.warn(
                        "No response after {} s to {}",
                        patience.toSeconds(),
                        open.stream().map(DemoFile::name).collect(Collectors.joining(", ")));
                return true;
            }
            if (isStopping()) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnswered(DemoFile fixture) {
        List<FileRow> landed = landings(fixture);
        int turn = turn(fixture);
        if (landed.size() < turn) {
            return false;
        }
        FileRow file = landed.get(turn - 1);
        boolean answered = file.answered() && file.verdict() != FileVerdict.IN_PROGRESS;
        if (answered) {
            LOG.info("{}", line(file));
        }
        return answered;
    }

    /** Waits until every decided message is sent; false when the hub stops. */
    private boolean awaitQuiet() {
        long looks = patience.dividedBy(LOOK);
        while (!isQuiet()) {
            if (--looks < 0) {
                LOG.warn("Messages are still waiting to be sent after {} s", patience.toSeconds());
                return true;
            }
            if (isStopping()) {
                return false;
            }
        }
        return true;
    }

    private boolean isQuiet() {
        return jdbc.sql(IS_QUIET).query(Boolean.class).single();
    }

    private boolean isStopping() {
        try {
            return stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String summary() {
        StringBuilder text = new StringBuilder("The demo is complete.\n\nFiles: sender, name, outcome, records\n");
        for (DemoPhase phase : phases) {
            for (DemoFile fixture : phase.files()) {
                if (!fixture.isControl()) {
                    landings(fixture).stream().skip(turn(fixture) - 1L).limit(1).forEach(file -> text.append("  ")
                            .append(line(file))
                            .append('\n'));
                }
            }
        }
        text.append("\nQueues: messages waiting for the consumer\n");
        queues.depths()
                .forEach((queue, depth) ->
                        text.append(String.format(Locale.ROOT, "  %-32s %6s%n", queue, depth == null ? "?" : depth)));
        text.append("\nThe console shows the same: ")
                .append(page.url())
                .append(" (user viewer, operator or approver, password demo).");
        return text.toString();
    }

    /** A file with its outcome and its balance, without the states that have no records. */
    private static String line(FileRow file) {
        String verdict = String.format(Locale.ROOT, "%-18s %-36s %-16s", file.sender(), file.name(), file.verdict());
        if (file.balance() == null) {
            return verdict + " " + file.code() + (file.line() == null ? "" : " line " + file.line());
        }
        FileBalance balance = file.balance();
        String sum = Stream.of(RecordState.values())
                .filter(state -> balance.recordsIn(state) > 0)
                .map(state -> balance.recordsIn(state) + " "
                        + state.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" + "));
        String amount = file.feed() == Feed.CERTIFICATES
                ? ""
                : (file.feed() == Feed.PAYROLL ? ", $ " : ", hours ")
                        + balance.amountReceived().toPlainString();
        return verdict + " " + balance.received() + " = " + (sum.isEmpty() ? "0" : sum) + amount
                + (balance.holds() ? "" : "  OUT OF BALANCE");
    }

    @Override
    public void close() throws InterruptedException {
        stopping.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }
}
