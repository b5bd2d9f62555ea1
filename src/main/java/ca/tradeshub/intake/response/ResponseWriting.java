// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import com.jcraft.jsch.JSchException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers the senders: a receipt for every file, with the rejected records ready to be sent again, and a status whenever
 * records change state afterwards (interface agreements, sections 2 and 6). A status reports every change since the
 * receipt, so that the latest one is enough.
 */
@Component
public class ResponseWriting {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriting.class);
    private static final Messages MESSAGES = Messages.of(ResponseWriting.class);
    private static final int PATIENCE = 3;
    private static final int LONGEST_WAIT = 100;
    private static final Pattern ENDS_WITH_PLACE = Pattern.compile(".*\\.\\d+");

    private final SenderResponses responses;
    private final FileReports reports;
    private final CorrectionLedger corrections;
    private final Archive archive;
    private final Alarms alarms;
    private final IntakeSettings settings;
    private final Senders senders;
    private final Clock clock;
    private final Map<String, ResponseRound> underWay = new ConcurrentHashMap<>();

    ResponseWriting(
            SenderResponses responses,
            FileReports reports,
            CorrectionLedger corrections,
            Archive archive,
            Alarms alarms,
            IntakeSettings settings,
            Senders senders,
            Clock clock) {
        this.responses = responses;
        this.reports = reports;
        this.corrections = corrections;
        this.archive = archive;
        this.alarms = alarms;
        this.settings = settings;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Takes a bounded batch of the due responses. Each sender without a round under way gets a round; a round is under
     * way from here until {@link #end}.
     */
    public List<ResponseRound> due() {
        Map<String, List<SenderResponses.Due>> due =
                responses
                        .take(settings.responseBatch(), settings.statusDelay(), List.copyOf(underWay.keySet()))
                        .stream()
                        .filter(this::hasSender)
                        .collect(Collectors.groupingBy(
                                SenderResponses.Due::sender, LinkedHashMap::new, Collectors.toList()));
        List<ResponseRound> rounds = new ArrayList<>();
        due.forEach((sender, owed) -> rounds.add(new ResponseRound(sender, owed)));
        rounds.forEach(round -> underWay.put(round.sender(), round));
        return rounds;
    }

    /** Ends a round, so that its sender can get another one. */
    public void end(@Body ResponseRound round) {
        try {
            mark(round);
        } finally {
            underWay.remove(round.sender());
        }
    }

    /**
     * Composes a response from the present state of the ledger.
     *
     * @param due the response to compose
     * @return the response; the receipt or status is its last file. A response without files when the sender's account
     *     was unreachable earlier in this round (each further attempt would wait as long as the first), or when another
     *     hub has taken the response since.
     */
    public SenderResponse compose(@Body SenderResponses.Due due) {
        ResponseRound round = underWay.getOrDefault(due.sender(), new ResponseRound(due.sender(), List.of(due)));
        if (!round.isReachable()) {
            return SenderResponse.NONE;
        }
        ResponseRound.Prepared ready = round.take(due, clock.instant());
        if (ready == null) {
            prepare(round, due);
            ready = round.take(due, clock.instant());
        }
        return ready == null ? SenderResponse.NONE : composed(ready.due(), ready.report());
    }

    /** Leases are renewed before the reports are read: a change after that has another version of the row. */
    private void prepare(ResponseRound round, SenderResponses.Due due) {
        Instant now = clock.instant();
        Map<Long, SenderResponses.Due> renewed = responses.renew(round.next(due));
        Map<Long, ResponseRound.Prepared> ready = new HashMap<>();
        reports.read(renewed.values(), settings.responseDetail())
                .forEach((file, report) -> ready.put(
                        file,
                        new ResponseRound.Prepared(
                                Objects.requireNonNull(renewed.get(file), "a renewed lease"), report, now)));
        round.prepare(ready);
    }

    private SenderResponse composed(SenderResponses.Due due, FileReport report) {
        String name = (due.inbox().dryRun() ? "test/" : "") + answerName(due);
        @Nullable RejectionPack pack = pack(due, name, report);
        List<SenderResponse.OutFile> files = new ArrayList<>(pack == null ? List.of() : pack.files());
        if (due.isReceipt()) {
            files.addAll(ResponseDocument.receiptFiles(name, due.file(), report, pack));
        } else {
            files.add(SenderResponse.OutFile.of(
                    name + ".status.json",
                    ResponseDocument.bytes(ResponseDocument.status(due.file(), clock.instant(), report, pack))));
        }
        return new SenderResponse(List.copyOf(files), pack == null ? 0 : pack.resubmission(), due, report.saw());
    }

    /**
     * The name with which the response files for a file begin. A file name that ends with a place itself always gets its
     * place, so that no two files share one.
     */
    private static String answerName(SenderResponses.Due due) {
        boolean isPlain =
                due.place() == 1 && !ENDS_WITH_PLACE.matcher(due.file()).matches();
        return isPlain ? due.file() : due.file() + "." + due.place();
    }

    private @Nullable RejectionPack pack(SenderResponses.Due due, String name, FileReport report) {
        RejectionPack.Findings findings =
                (after, lines) -> after == 0 ? report.kept().firstPage() : reports.kept(due.fileId(), after, lines);
        FileReport.@Nullable Resend resend = report.resend();
        if (resend == null) {
            return !report.kept().isAny() ? null : RejectionPack.ofFindings(name, findings);
        }
        return RejectionPack.of(
                name,
                due.sender(),
                resend,
                due.inbox().dryRun()
                        ? corrections.next(due.fileId())
                        : corrections.giveOut(due.fileId(), resend.places()),
                () -> archive.open(due.sender(), resend.archiveSha256(), due.file()),
                control(due, resend),
                findings,
                OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), OntarioTime.ZONE));
    }

    /** The content of the control file of rejected records; null for feeds without control files. */
    private SenderResponse.@Nullable Content control(SenderResponses.Due due, FileReport.Resend resend) {
        @Nullable String name = resend.controlName();
        @Nullable String sha256 = resend.controlSha256();
        return name == null || sha256 == null ? null : () -> archive.open(due.sender(), sha256, name);
    }

    /**
     * Records that all files of a response are in the {@code out/} folder of its sender.
     *
     * @param due the response as it was taken
     * @param response the response as it was composed
     */
    public void written(
            @ExchangeProperty("due") SenderResponses.Due due, @ExchangeProperty("response") SenderResponse response) {
        if (response.resubmission() > 0 && !due.inbox().dryRun()) {
            corrections.written(due.fileId(), response.resubmission());
        }
        SenderResponses.Written written = new SenderResponses.Written(
                Objects.requireNonNull(response.due(), "a composed response is leased"),
                Objects.requireNonNull(response.saw(), "a composed response names what it reports"));
        LOG.info("Wrote the responses about file {} for {}", due.fileId(), due.sender());
        ResponseRound round = underWay.getOrDefault(due.sender(), new ResponseRound(due.sender(), List.of(due)));
        if (round.isWritten(written)) {
            mark(round);
        }
    }

    /** Marks the responses of a round that were written since the last ones were marked. */
    private void mark(ResponseRound round) {
        List<SenderResponses.Written> written = round.takeWritten();
        if (!written.isEmpty()) {
            responses.written(written);
            alarms.close(AlarmCode.ANSWER_NOT_WRITTEN, round.sender());
        }
    }

    /**
     * Postpones a response that could not be written. Without a connection to the sender's account, it postpones all
     * responses to this sender. After a few attempts an alarm opens.
     *
     * @param due the response as it was taken
     * @param failure why it could not be written
     */
    public void postponed(
            @ExchangeProperty("due") SenderResponses.Due due,
            @ExchangeProperty("CamelExceptionCaught") Throwable failure) {
        int factor = Math.min(LONGEST_WAIT, 1 << Math.min(due.attempt() - 1, Integer.SIZE - 2));
        Duration wait = settings.responseRetry().multipliedBy(factor);
        String cause = FailureCause.of(failure);
        if (ObjectHelper.getException(JSchException.class, failure) != null) {
            LOG.warn(
                    "The responses for {}, the first about file {}, are retried after {}: {}",
                    due.sender(),
                    due.fileId(),
                    wait,
                    cause);
            responses.postponeAll(due.sender(), wait);
            ResponseRound round = underWay.get(due.sender());
            if (round != null) {
                round.unreachable();
            }
        } else {
            LOG.warn(
                    "The response about file {} for {} is retried after {}: {}",
                    due.fileId(),
                    due.sender(),
                    wait,
                    cause);
            responses.postpone(due, wait);
        }
        if (due.attempt() >= PATIENCE) {
            alarms.raise(AlarmCode.ANSWER_NOT_WRITTEN, due.sender(), FailureCause.text(failure));
        }
    }

    private boolean hasSender(SenderResponses.Due due) {
        boolean known = senders.senders().containsKey(due.sender());
        if (!known) {
            responses.postpone(due, settings.responseRetry().multipliedBy(LONGEST_WAIT));
            alarms.raise(AlarmCode.ANSWER_NOT_WRITTEN, due.sender(), MESSAGES.text("sender.gone"));
        }
        return known;
    }
}
